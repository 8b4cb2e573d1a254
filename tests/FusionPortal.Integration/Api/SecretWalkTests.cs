using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Secrets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>
/// One secret of each kind sent into every text of every route of the API, found by reflection: bodies, places in the address, filters
/// and report
/// parameters. Whatever else is wrong with the request, the secret is in no answer, no log line and no row afterwards.
/// </summary>
public sealed class SecretWalkTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Those that survive an address and JSON unchanged, so that they can be looked for.
    private static readonly IReadOnlyList<string> Secrets =
    [
        .. SecretCorpus.Secret.Where(t => t.Key is null
            && t.Text.All(c => c is >= ' ' and <= '~' and not ('"' or '\\' or '<' or '>' or '&' or '+' or '\'' or '`')))
            .GroupBy(t => t.Kind).Select(g => g.First().Text),
    ];

    [Fact]
    public async Task SecretOfEachKind_InEveryTextOfEveryRoute_IsKeptShownAndLoggedNowhere()
    {
        var routes = Routes();
        Assert.True(routes.Count >= 30, $"{routes.Count} routes found");
        Assert.True(Secrets.Count >= 20, $"{Secrets.Count} kinds of secrets");
        using var http = await portal.ApiAsync("demo-administrator", Token);
        var echoed = new List<string>();
        var refused = 0;
        foreach (var route in routes)
        {
            foreach (var secret in Secrets)
            {
                foreach (var (address, body) in route.Requests(secret))
                {
                    using var request = new HttpRequestMessage(new HttpMethod(route.Method), address);
                    if (body is not null) request.Content = JsonContent.Create(body);
                    using var response = await http.SendAsync(request, Token);
                    var text = await response.Content.ReadAsStringAsync(Token);
                    if (response.StatusCode >= HttpStatusCode.InternalServerError) echoed.Add($"{route} answers {(int)response.StatusCode} to {secret}");
                    if (text.Contains(secret,
                        StringComparison.Ordinal)) echoed.Add($"{address[..Math.Min(60, address.Length)]} of {route} repeats {secret}: {text[..Math.Min(text.Length, 300)]}");
                    if (text.Contains("secret-found", StringComparison.Ordinal)) refused++;
                }
            }
        }

        Assert.True(echoed.Count == 0, string.Join('\n', echoed.DistinctBy(e => e[..Math.Min(e.Length, 60)]).Take(20)));
        Assert.True(refused > Secrets.Count, $"only {refused} refused");
        // A request's line is written after its answer; the portal that stopped has written all of them.
        await portal.StartAsync();
        var log = portal.Log.ToString();
        Assert.Equal("", string.Join("\n", log.Split((char)10).Where(l => Secrets.Any(s => l.Contains(s, StringComparison.Ordinal))).Take(8)));
        Assert.Empty(await RowsHoldingAsync());
    }

    private IReadOnlyList<Route> Routes() =>
    [
        .. portal.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) == true)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(m => new Route(m, e)))
            .DistinctBy(r => r.ToString()).OrderBy(r => r.ToString(), StringComparer.Ordinal),
    ];

    private async Task<List<string>> RowsHoldingAsync()
    {
        await using var source = NpgsqlDataSource.Create(portal.Postgres.OwnerConnectionString);
        List<string> tables = [];
        await using (var list = source.CreateCommand("""
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
            """))
        await using (var reader = await list.ExecuteReaderAsync(Token))
            while (await reader.ReadAsync(Token)) tables.Add(reader.GetString(0));
        List<string> holding = [];
        foreach (var table in tables)
        {
            await using var search = source.CreateCommand($"select s from unnest($1) s where exists (select from {table} t where position(s in t::text) > 0)");
            search.Parameters.AddWithValue(Secrets.ToArray());
            await using var reader = await search.ExecuteReaderAsync(Token);
            while (await reader.ReadAsync(Token)) holding.Add($"{table} holds {reader.GetString(0)}");
        }

        return holding;
    }

    private sealed class Route(string method, RouteEndpoint endpoint)
    {
        public string Method => method;

        public override string ToString() => $"{method} {endpoint.RoutePattern.RawText}";

        /// <summary>
        /// The secret in one place at a time: each place of the address, each filter, each text of the body; and in all texts of the
        /// body.
        /// </summary>
        public IEnumerable<(string Address, JsonNode? Body)> Requests(string secret)
        {
            var plain = Address(null, "");
            var body = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
            JsonNode? filler = body is null ? method == "GET" ? null : new JsonObject() : Bodies.Build(body, null, secret);
            foreach (var parameter in endpoint.RoutePattern.Parameters.Where(p =>
                p.ParameterPolicies.Count == 0)) yield return (Address(parameter.Name, secret), filler);
            foreach (var name in Filters()) yield return ($"{plain}?{name}={Uri.EscapeDataString(secret)}", filler);
            if (body is null) yield break;
            yield return (plain, Bodies.Build(body, Bodies.All, secret));
            foreach (var property in body.GetProperties()) yield return (plain, Bodies.Build(body, property.Name, secret));
        }

        private string Address(string? place, string secret)
        {
            var parts = endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart p when p.Name == place => Uri.EscapeDataString(secret),
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart p when p.ParameterPolicies.Any(x => x.Content == "guid") =>
                    Guid.Empty.ToString(),
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart p when p.ParameterPolicies.Count > 0 => "1",
                _ => "one",
            })));
            return "/" + string.Join('/', parts);
        }

        private IEnumerable<string> Filters()
        {
            var handler = endpoint.Metadata.GetMetadata<MethodInfo>();
            var places = endpoint.RoutePattern.Parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var parameter in handler?.GetParameters() ?? [])
            {
                if (Bodies.IsText(parameter.ParameterType) && !places.Contains(parameter.Name!)) yield return parameter.Name!;
                if (parameter.GetCustomAttribute<AsParametersAttribute>() is null) continue;
                foreach (var property in parameter.ParameterType.GetProperties().Where(p =>
                    Bodies.IsText(p.PropertyType))) yield return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            }
        }
    }

    /// <summary>Bodies made from the types that routes take.</summary>
    private static class Bodies
    {
        public const string All = "*";

        public static bool IsText(Type type) => type == typeof(string) || type == typeof(string[]);

        public static JsonObject Build(Type type, string? place, string secret)
        {
            var body = new JsonObject();
            foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            {
                var hit = place == All || place == property.Name;
                body[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = Value(property.PropertyType, hit, secret, 0);
            }

            return body;
        }

        private static JsonNode? Value(Type type, bool hit, string secret, int depth)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string)) return hit ? secret : null;
            if (type == typeof(JsonElement) || type == typeof(object)) return hit ? secret : null;
            if (type == typeof(Guid)) return Guid.CreateVersion7().ToString();
            if (type == typeof(bool)) return false;
            if (type.IsPrimitive) return 1;
            if (type.IsEnum) return Enum.GetNames(type)[0];
            if (type == typeof(DateOnly)) return "2026-12-01";
            if (type == typeof(DateTimeOffset) || type == typeof(DateTime)) return "2026-12-01T00:00:00Z";
            if (depth > 3) return null;
            var dictionary = type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType
                && i.GetGenericTypeDefinition() is var g && (g == typeof(IReadOnlyDictionary<,>) || g == typeof(IDictionary<,>)));
            if (dictionary is not null) return hit ? new JsonObject { [secret] = "x", ["site-title"] = secret } : new JsonObject();
            var list = type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType
                && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
            if (list is not null) return new JsonArray(Value(list.GetGenericArguments()[0], hit, secret, depth + 1));
            var body = new JsonObject();
            foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
                body[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = Value(property.PropertyType, hit, secret, depth + 1);
            return body;
        }
    }
}

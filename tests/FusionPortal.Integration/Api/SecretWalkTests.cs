using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Secrets;
using Npgsql;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>
/// One secret of each kind sent into every text of every route of the API, found by reflection: bodies, places in the address, filters
/// and report parameters. Whatever else is wrong with the request, the secret is in no answer, no log line and no row afterwards.
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
        var routes = WalkedRoute.All(portal);
        Assert.True(routes.Count >= 30, $"{routes.Count} routes found");
        Assert.True(Secrets.Count >= 20, $"{Secrets.Count} kinds of secrets");
        await using var collector = await Collector.StartAsync();
        await portal.StartAsync(
            overrides: [("Telemetry:Endpoint", collector.Address.ToString()), ("Seq:ServerUrl", collector.Address.ToString())]);
        using var http = await portal.ApiAsync("demo-administrator", Token);
        var echoed = new List<string>();
        var refused = 0;
        foreach (var route in routes)
        {
            foreach (var secret in Secrets)
            {
                foreach (var (address, body) in Requests(route, secret))
                {
                    using var request = new HttpRequestMessage(new HttpMethod(route.Method), address);
                    if (body is not null) request.Content = JsonContent.Create(body);
                    using var response = await http.SendAsync(request, Token);
                    var text = await response.Content.ReadAsStringAsync(Token);
                    if (response.StatusCode >= HttpStatusCode.InternalServerError)
                        echoed.Add($"{route} answers {(int)response.StatusCode} to {secret}");
                    if (text.Contains(secret,
                        StringComparison.Ordinal)) echoed.Add(
                            $"{address[..Math.Min(60, address.Length)]} of {route} repeats {secret}: {text[..Math.Min(text.Length, 300)]}");
                    if (text.Contains("secret-found", StringComparison.Ordinal)) refused++;
                }
            }
        }

        Assert.True(echoed.Count == 0, string.Join('\n', echoed.DistinctBy(e => e[..Math.Min(e.Length, 60)]).Take(20)));
        Assert.True(refused > Secrets.Count, $"only {refused} refused");
        // A request's line is written after its answer; the portal that stopped has written all of them.
        await portal.StartAsync();
        var log = portal.Log.ToString();
        Assert.Equal(
            "", string.Join("\n", log.Split((char)10).Where(l => Secrets.Any(s => l.Contains(s, StringComparison.Ordinal))).Take(8)));
        Assert.NotEmpty(collector.Events);
        Assert.NotEmpty(collector.Spans);
        var left = string.Join("\n\n", Secrets.Select(collector.Around).OfType<string>());
        Assert.True(left.Length == 0, left);
        Assert.Empty(await RowsHoldingAsync());
    }

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
            await using var search =
                source.CreateCommand($"select s from unnest($1) s where exists (select from {table} t where position(s in t::text) > 0)");
            search.Parameters.AddWithValue(Secrets.ToArray());
            await using var reader = await search.ExecuteReaderAsync(Token);
            while (await reader.ReadAsync(Token)) holding.Add($"{table} holds {reader.GetString(0)}");
        }

        return holding;
    }

    /// <summary>
    /// The secret in one place at a time: each place of the address, each filter, each text of the body; and in all texts of the
    /// body.
    /// </summary>
    private static IEnumerable<(string Address, JsonNode? Body)> Requests(WalkedRoute route, string secret)
    {
        var encoded = Uri.EscapeDataString(secret);
        var body = route.BodyType;
        JsonNode? filler = body is null ? route.Method == "GET" ? null : new JsonObject() : RequestBodies.Build(body, null, secret);
        foreach (var place in route.Places) yield return (route.Address(place, encoded), filler);
        foreach (var name in route.Filters) yield return ($"{route.Address()}?{name}={encoded}", filler);
        if (body is null) yield break;
        yield return (route.Address(), RequestBodies.Build(body, RequestBodies.All, secret));
        foreach (var property in body.GetProperties()) yield return (route.Address(), RequestBodies.Build(body, property.Name, secret));
    }
}

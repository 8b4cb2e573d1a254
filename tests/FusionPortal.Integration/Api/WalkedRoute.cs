using System.Reflection;
using System.Text.Json;
using FusionPortal.Core.Reports;
using FusionPortal.Integration.Hosting;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Integration.Api;

/// <summary>A route of the API with every place where a caller may put a text, found by reflection.</summary>
public sealed class WalkedRoute(string method, RouteEndpoint endpoint, IReadOnlyList<Report> reports)
{
    public string Method => method;

    /// <summary>As the application registers it.</summary>
    public string Pattern => endpoint.RoutePattern.RawText!;

    /// <summary>Null when it takes none, or reads it by itself.</summary>
    public Type? BodyType => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    /// <summary>Statuses that the endpoint declares.</summary>
    public IEnumerable<int> Declared => endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Select(answer => answer.StatusCode);

    /// <summary>Places of the address that take any text.</summary>
    public IEnumerable<string> Places => endpoint.RoutePattern.Parameters.Where(p => p.ParameterPolicies.Count == 0).Select(p => p.Name);

    /// <summary>Keys of the query string that take texts.</summary>
    public IEnumerable<string> Filters
    {
        get
        {
            // Reports say themselves what they can be asked.
            if (endpoint.Metadata.GetMetadata<ReportQuery>() is not null)
                foreach (var key in reports.SelectMany(r => r.Parameters).Select(p => p.Name).Distinct())
                    yield return key;
            foreach (var key in endpoint.Metadata.OfType<QueryKeys>().SelectMany(taken => taken.Keys)) yield return key.Name;
            var handler = endpoint.Metadata.GetMetadata<MethodInfo>();
            var places = endpoint.RoutePattern.Parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var parameter in handler?.GetParameters() ?? [])
            {
                if (RequestBodies.IsText(parameter.ParameterType) && !places.Contains(parameter.Name!)) yield return parameter.Name!;
                if (parameter.GetCustomAttribute<AsParametersAttribute>() is null) continue;
                foreach (var property in parameter.ParameterType.GetProperties().Where(p => RequestBodies.IsText(p.PropertyType)))
                    yield return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            }
        }
    }

    /// <summary>Every route under <c>/api</c>, each method apart.</summary>
    public static IReadOnlyList<WalkedRoute> All(PortalHost portal)
    {
        var reports = portal.Services.GetRequiredService<ReportCatalog>().All;
        return [.. portal.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) == true)
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(m => new WalkedRoute(m, e, reports)))
            .DistinctBy(r => r.ToString()).OrderBy(r => r.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Whether a call of the address may be meant for it: <c>/clients/{id}</c> takes <c>/clients/offered</c> too.</summary>
    public bool Takes(string address) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(address, []);

    /// <param name="place">The place that gets the text; every other gets something harmless.</param>
    /// <param name="encoded">As it stands in the address.</param>
    public string Address(string? place = null, string encoded = "") =>
        "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart p when p.Name == place => encoded,
            RoutePatternParameterPart p when p.ParameterPolicies.Any(x => x.Content == "guid") => Guid.Empty.ToString(),
            RoutePatternParameterPart p when p.ParameterPolicies.Count > 0 => "1",
            _ => "one",
        }))));

    public override string ToString() => $"{method} {Pattern}";
}

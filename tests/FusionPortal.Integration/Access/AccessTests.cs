using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Access;

/// <summary>Every page and endpoint × everybody.</summary>
public sealed class AccessTests(EveryRole everyone) : IClassFixture<EveryRole>
{
    // The framework's own: the circuit is guarded by the pages' policy (see PipelineTests); static files are open on purpose, and in
    // Development a last route serves those that changed since the build.
    private static readonly string[] Framework = ["/_blazor", "/_framework", "/_content", "/{**path:file}"];

    private static readonly Who[] All = [Who.None, Who.Installer, Who.Lead, Who.Auditor, Who.Administrator];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Who> Cells()
    {
        var cells = new TheoryData<string, Who>();
        foreach (var row in AccessTable.Rows)
            foreach (var who in All)
                cells.Add(row.ToString(), who);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task PageOrEndpoint_ForSomebody_OpensAsTheTableSays(string route, Who who)
    {
        var row = AccessTable.Rows.Single(r => r.ToString() == route);
        var expected = row.Allowed.HasFlag(Who.Anyone) || (who != Who.None && row.Allowed.HasFlag(who)) ? Outcome.Opened
            : who == Who.None ? Outcome.AskedToSignIn
            : Outcome.ClosedToRole;

        using var request = new HttpRequestMessage(row.Method == "*" ? HttpMethod.Get : new HttpMethod(row.Method), row.Address);
        if (row.Body is not null) request.Content = new StringContent(row.Body, Encoding.UTF8, "application/json");
        using var response = await (row.IsApi ? everyone.Program(who) : everyone.Browser(who)).SendAsync(request, Token);

        Assert.Equal(expected, Outcomes.Of(response));
        Assert.True(response.StatusCode < HttpStatusCode.InternalServerError || row.Route == "/readyz", $"{(int)response.StatusCode}");
    }

    [Fact]
    public void PageOrEndpoint_OfThePortal_StandsInTheTable()
    {
        var files = StaticFiles();
        var registered = everyone.Portal.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(e =>
                (Route: "/" + e.RoutePattern.RawText!.TrimStart('/'), Methods: e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
                ?? ["*"]))
            .Where(e => !files.Contains(e.Route) && !Framework.Any(f => e.Route.StartsWith(f, StringComparison.Ordinal)))
            .ToArray();
        var table = AccessTable.Rows.Select(r => r.Route).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(registered.Select(e => e.Route), r => !table.Contains(r));
        Assert.Empty(table.Except(registered.Select(e => e.Route)));
        // A write is told from a read: each method of an API route has its own row.
        Assert.Empty(registered.Where(e => e.Route.StartsWith("/api/v1", StringComparison.Ordinal))
            .SelectMany(e => e.Methods, (e, method) => $"{method} {e.Route}").Except(AccessTable.Rows.Select(r => r.ToString())));
    }

    private static HashSet<string> StaticFiles()
    {
        var manifest = Path.Combine(AppContext.BaseDirectory, "FusionPortal.Web.staticwebassets.endpoints.json");
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(manifest));
        return [.. document.RootElement.GetProperty("Endpoints").EnumerateArray().Select(e => "/" + e.GetProperty("Route").GetString())];
    }
}

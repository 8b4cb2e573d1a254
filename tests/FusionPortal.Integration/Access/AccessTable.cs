using FusionPortal.Web.Components.Layout;
using static FusionPortal.Integration.Access.Who;

namespace FusionPortal.Integration.Access;

/// <summary>Who may open or call something.</summary>
[Flags]
public enum Who
{
    None = 0,
    Installer = 1,
    Lead = 2,
    Auditor = 4,
    Administrator = 8,
    Everyone = Installer | Lead | Auditor | Administrator,

    /// <summary>Also without signing in.</summary>
    Anyone = 16 | Everyone,
}

/// <summary>One page or endpoint.</summary>
/// <param name="Route">As the application registers it.</param>
/// <param name="Allowed">Everybody else is refused.</param>
/// <param name="Path">A path of the route; null when it has no parameters.</param>
/// <param name="Body">Of a write: something its use case gets far enough with to ask who one is.</param>
public sealed record AccessRow(string Method, string Route, Who Allowed, string? Path = null, string? Body = null)
{
    public bool IsApi => Route.StartsWith("/api/", StringComparison.Ordinal) || Route.StartsWith("/openapi/", StringComparison.Ordinal);

    /// <summary>For people, not for scripts.</summary>
    public bool IsPage { get; init; }

    public string Address => Path ?? Route;

    public override string ToString() => $"{Method} {Route}";
}

/// <summary>Every page and endpoint of the portal. One that is not in here fails a test, so nothing is opened by forgetting.</summary>
public static class AccessTable
{
    private const string SomeId = "0199a4c2-7c1f-7d10-8a51-0942c1a40942";

    /// <summary>Who makes and changes; the auditor reads everything and changes nothing.</summary>
    private const Who Workers = Installer | Lead | Administrator;

    private const Who Overseers = Lead | Auditor | Administrator;

    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        .. PortalPages.All.Select(Page),

        new("GET", "/reports/{name}.{format}", Everyone, "/reports/coverage.csv"),
        new("GET", "/audit/events.csv", Overseers),
        new("GET", "/runs/{id:guid}/finished.pdf", Everyone, $"/runs/{SomeId}/finished.pdf"),
        new("GET", "/authentication/login", Anyone),
        new("POST", "/authentication/logout", Anyone),
        new("POST", "/authentication/recover", Anyone),
        new("GET", "/healthz", Anyone),
        new("GET", "/readyz", Anyone),
        new("GET", "/openapi/{documentName:regex(^v1$)}.json", Everyone, "/openapi/v1.json"),
        new("GET", "/scalar/{documentName?}", Everyone, "/scalar/"),
        // The reader's own script and picture, from its package: nothing of the portal's.
        new("GET", "/scalar/scalar.js", Anyone),
        new("GET", "/scalar/scalar.aspnetcore.js", Anyone),
        new("GET", "/scalar/favicon.svg", Anyone),

        new("GET", "/api/v1/organizations/", Everyone),
        new("POST", "/api/v1/organizations/", Workers, Body: """{"orgId":"9","title":"Nine"}"""),
        new("GET", "/api/v1/organizations/seen-in-aws", Overseers),
        new("POST", "/api/v1/organizations/seen-in-aws/preview", Lead | Administrator, Body: """{"clients":[]}"""),
        new("POST", "/api/v1/organizations/seen-in-aws", Lead | Administrator, Body: """{"clients":[]}"""),
        new("GET", "/api/v1/organizations/{orgId}", Everyone, "/api/v1/organizations/nobody"),
        new("GET", "/api/v1/organizations/{orgId}/scorecard", Everyone, "/api/v1/organizations/nobody/scorecard"),
        new("POST", "/api/v1/organizations/{orgId}/preview", Lead | Administrator, "/api/v1/organizations/nobody/preview",
            """{"title":"Nobody"}"""),
        new("PUT", "/api/v1/organizations/{orgId}", Lead | Administrator, "/api/v1/organizations/nobody",
            """{"title":"Nobody","reason":"Typed wrong"}"""),
        new("GET", "/api/v1/accounts/", Everyone),
        new("POST", "/api/v1/accounts/{accountId}/role/preview", Lead | Administrator, "/api/v1/accounts/999999999999/role/preview",
            """{"role":"Production"}"""),
        new("PUT", "/api/v1/accounts/{accountId}/role", Lead | Administrator, "/api/v1/accounts/999999999999/role",
            """{"role":"Production","revision":0}"""),
        new("POST", "/api/v1/accounts/{accountId}/retire", Lead | Administrator, "/api/v1/accounts/999999999999/retire",
            """{"reason":"Sold"}"""),
        new("POST", "/api/v1/accounts/{accountId}/unretire", Lead | Administrator, "/api/v1/accounts/999999999999/unretire",
            """{"reason":"Sold"}"""),
        new("GET", "/api/v1/audit", Overseers),
        new("GET", "/api/v1/audit/events.csv", Overseers),
        new("GET", "/api/v1/not-evaluated", Everyone),
        new("GET", "/api/v1/trend", Everyone),
        new("GET", "/api/v1/runs/", Everyone),
        new("POST", "/api/v1/runs/", Workers, Body: """{"kind":"ClientInstall","template":"client-install"}"""),
        new("GET", "/api/v1/runs/{id:guid}", Everyone, $"/api/v1/runs/{SomeId}"),
        new("GET", "/api/v1/runs/{id:guid}/activity", Everyone, $"/api/v1/runs/{SomeId}/activity"),
        new("GET", "/api/v1/runs/{id:guid}/finished", Everyone, $"/api/v1/runs/{SomeId}/finished"),
        new("GET", "/api/v1/runs/{id:guid}/finished.pdf", Everyone, $"/api/v1/runs/{SomeId}/finished.pdf"),
        new("POST", "/api/v1/runs/{id:guid}/steps/{stepId}", Workers, $"/api/v1/runs/{SomeId}/steps/a", "{}"),
        new("POST", "/api/v1/runs/{id:guid}/confirm", Workers, $"/api/v1/runs/{SomeId}/confirm", "{}"),
        new("POST", "/api/v1/runs/{id:guid}/cancel", Workers, $"/api/v1/runs/{SomeId}/cancel", """{"reason":"Not needed"}"""),
        new("PUT", "/api/v1/runs/{id:guid}/links/{linkId}", Workers, $"/api/v1/runs/{SomeId}/links/x", "{}"),
        new("GET", "/api/v1/reference-topics/{key}", Everyone, "/api/v1/reference-topics/x"),
        new("GET", "/api/v1/shared-resources/", Everyone),
        new("GET", "/api/v1/shared-resources/{id:guid}", Everyone, $"/api/v1/shared-resources/{SomeId}"),
        new("GET", "/api/v1/shared-resources/{id:guid}/scorecard", Everyone, $"/api/v1/shared-resources/{SomeId}/scorecard"),
        new("GET", "/api/v1/findings/", Everyone),
        new("GET", "/api/v1/findings/{id}", Everyone, "/api/v1/findings/F-1"),
        new("GET", "/api/v1/resources", Everyone),
        new("GET", "/api/v1/resources/{key}", Everyone, "/api/v1/resources/0199a4c27c1f7d108a510942c1a40942"),
        new("GET", "/api/v1/search", Everyone, "/api/v1/search?q=pos"),
        new("POST", "/api/v1/resources/recheck", Workers, Body: """{"arns":[]}"""),
        new("GET", "/api/v1/schedules/", Everyone),
        new("POST", "/api/v1/schedules/", Lead | Administrator, Body: """{"cron":"never"}"""),
        new("DELETE", "/api/v1/schedules/{id:guid}", Lead | Administrator, $"/api/v1/schedules/{SomeId}"),
        new("POST", "/api/v1/accounts/{accountId}/pause", Lead | Administrator, "/api/v1/accounts/999999999999/pause"),
        new("POST", "/api/v1/accounts/{accountId}/resume", Lead | Administrator, "/api/v1/accounts/999999999999/resume"),
        new("GET", "/api/v1/coverage", Everyone),
        new("GET", "/api/v1/reports/{name}.{format}", Everyone, "/api/v1/reports/coverage.csv"),
        new("GET", "/api/v1/reports/", Everyone),
        new("GET", "/api/v1/reports/produced", Everyone),
        new("GET", "/api/v1/reports/presets", Everyone),
        new("POST", "/api/v1/reports/presets", Everyone, Body: """{"name":"Mine","report":"findings"}"""),
        new("PUT", "/api/v1/reports/presets/{id:guid}", Everyone, $"/api/v1/reports/presets/{SomeId}", """{"name":"Mine"}"""),
        new("DELETE", "/api/v1/reports/presets/{id:guid}", Everyone, $"/api/v1/reports/presets/{SomeId}"),
        new("GET", "/api/v1/scans/", Everyone),
        new("POST", "/api/v1/scans/", Workers),
        new("GET", "/api/v1/scans/{id:guid}", Everyone, $"/api/v1/scans/{SomeId}"),
        new("GET", "/api/v1/people/", Overseers),
        new("PUT", "/api/v1/people/{subjectId}/same-as", Administrator, "/api/v1/people/nobody/same-as", """{"reason":"Claim changed"}"""),
        new("POST", "/api/v1/audit/{seq:long}/redaction", Lead | Administrator, "/api/v1/audit/999999/redaction", """{"reason":"Tried"}"""),
        new("POST", "/api/v1/audit/{seq:long}/redaction/done", Lead | Administrator, "/api/v1/audit/999999/redaction/done",
            """{"reason":"Tried"}"""),
        new("GET", "/api/v1/convention-book/", Everyone),
        new("GET", "/api/v1/convention-book/{version:int}.yaml", Everyone, "/api/v1/convention-book/999.yaml"),
        new("GET", "/api/v1/convention-book/standing", Everyone),
        new("GET", "/api/v1/convention-book/offer", Everyone),
        new("POST", "/api/v1/convention-book/", Administrator, Body: """{"yaml":"title: x","reason":"Tried"}"""),
        new("POST", "/api/v1/convention-book/offer/accept", Administrator, Body: """{"number":999,"reason":"Tried"}"""),
        new("GET", "/api/v1/templates/", Everyone),
        new("GET", "/api/v1/templates/{key}/{version:int}.yaml", Everyone, "/api/v1/templates/vpc/999.yaml"),
        new("GET", "/api/v1/templates/{key}/offer", Everyone, "/api/v1/templates/vpc/offer"),
        new("POST", "/api/v1/templates/{key}", Administrator, "/api/v1/templates/vpc", """{"yaml":"title: x","reason":"Tried"}"""),
        new("POST", "/api/v1/templates/{key}/offer/accept", Administrator, "/api/v1/templates/vpc/offer/accept",
            """{"number":999,"reason":"Tried"}"""),
        new("*", "/api/{**rest}", Everyone, "/api/nothing"),
        new("*", "/openapi/{**rest}", Everyone, "/openapi/nothing"),
    ];

    private static AccessRow Page(PortalPage page)
    {
        var path = page.Route.Replace("{Id:guid}", SomeId, StringComparison.Ordinal).Replace("{Reference}", "F-1", StringComparison.Ordinal)
            .Replace("{OrgId}", "nobody", StringComparison.Ordinal).Replace("{Topic}", "rules", StringComparison.Ordinal)
            .Replace("{Key}", "0199a4c27c1f7d108a510942c1a40942", StringComparison.Ordinal);
        var roles = page.Roles.Aggregate(None, (who, role) => who | Enum.Parse<Who>(role.ToString()));
        return new("GET", page.Route, page.IsPublic ? Anyone : roles, path) { IsPage = true };
    }
}

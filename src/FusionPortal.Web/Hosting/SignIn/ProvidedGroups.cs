using System.Security.Claims;
using System.Text.Json;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>What the provider said of somebody's groups and roles, in the claims that <see cref="SignInOptions.GroupClaim"/>
/// names.</summary>
/// <param name="Claims">Names and paths that were looked for.</param>
/// <param name="Values">Every group and role found, each once.</param>
/// <param name="AreLeftOut">The provider says that there are groups and that it does not list them.</param>
/// <param name="Carried">The names of all claims that came, for who has to find the right one.</param>
internal sealed record ProvidedGroups(
    IReadOnlyList<string> Claims, IReadOnlyList<string> Values, bool AreLeftOut, IReadOnlyList<string> Carried)
{
    private const int ShownValues = 10, ShownLength = 60;

    public static ProvidedGroups Read(ClaimsPrincipal provided, SignInOptions options)
    {
        var names = NamesOf(options);
        return new ProvidedGroups(
            names,
            [.. names.SelectMany(name => ClaimPath.Read(provided, name)).Distinct(StringComparer.Ordinal)],
            IsOverage(provided, names),
            [.. provided.Claims.Select(c => c.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The claims of a token or of the provider's answer that the configured names begin with.</summary>
    public static IEnumerable<string> RootsOf(SignInOptions options) =>
        NamesOf(options).SelectMany(ClaimPath.RootsOf).Append("_claim_names").Append("hasgroups").Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Why none of it gave a role, a sentence or two a line: which claims were read, what came in them, which groups are configured, and
    /// what an administrator does about it.
    /// </summary>
    public IReadOnlyList<string> WhyNoRole(SignInOptions options) =>
    [
        $"Read: the {(Claims.Count == 1 ? "claim" : "claims")} {string.Join(", ", Claims)}, as Authentication:GroupClaim says.",
        Came(),
        Configured(options),
        Remedy(),
    ];

    private const string LeftOut = "left them out, because there are too many for one token.";

    private string Came() => (AreLeftOut, Values.Count) switch
    {
        (true, 0) => $"Came: no group. The identity provider says that there are groups and {LeftOut}",
        (true, _) => $"Came: {Shown(Values)}. The identity provider says that there are more groups and {LeftOut}",
        (false, 0) =>
            $"Came: no group. The identity provider sent {(Carried.Count == 0 ? "no claims" : $"the claims {Shown(Carried, 30)}")}.",
        _ => $"Came: {Shown(Values)}. None of these gives a role.",
    };

    private static string Configured(SignInOptions options)
    {
        var groups = options.RoleGroups.OrderBy(r => r.Key).SelectMany(r => r.Value.Select(group => $"{group} for {r.Key}")).ToArray();
        return $"Configured: {(groups.Length == 0 ? "no group gives any role" : Shown(groups, 30))} (Authentication:RoleGroups).";
    }

    private string Remedy() => AreLeftOut
        ? "To do: let the provider send only the groups that are assigned to this application (in Microsoft Entra ID: Token configuration, "
            + "groups claim, \"Groups assigned to the application\"), or give app roles and set Authentication:GroupClaim to roles."
        : Values.Count == 0
            ? "To do: let the provider send groups or roles, or set Authentication:GroupClaim to the claim that lists them."
            : "To do: add the person to a group that is configured, or one of the groups that came to Authentication:RoleGroups.";

    private static IReadOnlyList<string> NamesOf(SignInOptions options) =>
    [
        .. options.GroupClaim.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => name.Replace("{client}", options.ClientId, StringComparison.Ordinal)
                .Replace("{audience}", options.Audience, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal),
    ];

    // Entra ID names the claims that it did not send and where else to ask for them; a token by way of the browser only says that there are
    // groups.
    private static bool IsOverage(ClaimsPrincipal provided, IReadOnlyList<string> names) =>
        provided.FindFirst("hasgroups")?.Value is { } has && bool.TryParse(has, out var there) && there
        || provided.FindAll("_claim_names")
            .Any(claim => ClaimPath.Object(claim.Value) is { } left && left.EnumerateObject().Any(p => names.Contains(p.Name)));

    private static string Shown(IReadOnlyList<string> values, int limit = ShownValues)
    {
        var shown = string.Join(
            ", ", values.Take(limit).Select(value => value.Length <= ShownLength ? value : value[..ShownLength] + "…"));
        return values.Count <= limit ? shown : $"{shown} and {values.Count - limit} more";
    }
}

/// <summary>Values of a claim by its name, or by a path that leads into the object it holds. A name may have dots itself.</summary>
internal static class ClaimPath
{
    public static IReadOnlyList<string> Read(ClaimsPrincipal provided, string path)
    {
        var whole = provided.FindAll(path).SelectMany(claim => Texts(claim.Value)).ToArray();
        if (whole.Length > 0) return whole;
        return
        [
            .. Splits(path).SelectMany(split => provided.FindAll(split.First)
                .Select(claim => Object(claim.Value)).OfType<JsonElement>()
                .SelectMany(inside => Descend(inside, split.Remainder))),
        ];
    }

    /// <summary>The names of claims that could hold the path.</summary>
    public static IEnumerable<string> RootsOf(string path) => Splits(path).Select(split => split.First).Append(path);

    /// <summary>The object that a claim's value is; null when it is none.</summary>
    public static JsonElement? Object(string value) => Parse(value, '{');

    private static IEnumerable<string> Descend(JsonElement inside, string path)
    {
        if (inside.ValueKind != JsonValueKind.Object) return [];
        if (inside.TryGetProperty(path, out var found)) return Texts(found);
        return Splits(path).SelectMany(split => inside.TryGetProperty(split.First, out var next) ? Descend(next, split.Remainder) : []);
    }

    private static IEnumerable<(string First, string Remainder)> Splits(string path)
    {
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
            if (dot > 0 && dot < path.Length - 1) yield return (path[..dot], path[(dot + 1)..]);
    }

    private static IEnumerable<string> Texts(string value) => Parse(value, '[') is { } list ? Texts(list) : [value];

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    private static JsonElement? Parse(string value, char begin)
    {
        if (!value.AsSpan().TrimStart().StartsWith([begin])) return null;
        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A group whose name begins like this.
            return null;
        }
    }
}

using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Rules;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Book;

/// <summary>What a rule's example consists of, a line each: resources, what was ticked of them, and accounts that are not the usual
/// ones.</summary>
internal static class ExampleLines
{
    // So much tells what is meant; a whole policy would not be read.
    private const int Longest = 160;

    public static IReadOnlyList<string> Of(RuleExample example) =>
    [
        .. example.Resources.Select(Resource),
        .. example.Captured.Select(c => $"ticked of {c.OrgId ?? "a shared resource"}: {KindLabels.Of(c.Kind)} {c.Name.Shown}"
            + string.Concat(c.Values.Select(v => $", {v.Fact} {v.Shown}"))),
        .. example.Accounts.Where(a => a.Role == AccountRole.Undeclared).Select(a => $"account {a.Name}, not declared"),
    ];

    private static string Resource(Observation resource)
    {
        var parts = resource.Tags.Select(t => $"{t.Key}={t.Value}").Concat(Facts(resource.Facts)).ToArray();
        var line = $"{KindLabels.Of(resource.Kind)} {resource.Name}" + (parts.Length == 0 ? "" : $" with {string.Join(", ", parts)}");
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }

    private static IEnumerable<string> Facts(JsonElement? facts) =>
        facts is not { ValueKind: JsonValueKind.Object } map ? [] : map.EnumerateObject().Select(p =>
            $"{p.Name} {(p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : p.Value.GetRawText())}");
}

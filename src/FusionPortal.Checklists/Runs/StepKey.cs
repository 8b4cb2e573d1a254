using System.Diagnostics.CodeAnalysis;

namespace FusionPortal.Checklists.Runs;

/// <summary>
/// The stable name of one step within a run: <c>rds-hosting-type</c>, or <c>tenant-create@store1</c> for a step that is
/// worked once for each site. It never depends on a position, and needs no escaping in a URL path.
/// </summary>
/// <param name="StepId">The step's id in the template.</param>
/// <param name="SiteId">The site, or null.</param>
public readonly record struct StepKey(string StepId, string? SiteId = null)
{
    public override string ToString() => SiteId is null ? StepId : $"{StepId}@{SiteId}";

    public static StepKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is not a step key.");

    public static bool TryParse([NotNullWhen(true)] string? text, out StepKey key)
    {
        key = default;
        if (string.IsNullOrEmpty(text)) return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            key = new StepKey(text);
            return true;
        }

        if (at == 0 || at == text.Length - 1 || text.IndexOf('@', at + 1) >= 0) return false;
        key = new StepKey(text[..at], text[(at + 1)..]);
        return true;
    }
}

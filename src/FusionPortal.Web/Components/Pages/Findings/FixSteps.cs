using System.Text.RegularExpressions;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>What a convention says is to be done, as steps.</summary>
internal static partial class FixSteps
{
    /// <summary>A sentence each; what is to be done otherwise stands with what it is the other way to.</summary>
    public static IReadOnlyList<string> Of(string fix)
    {
        var steps = new List<string>();
        foreach (var sentence in Sentence().Split(fix.Trim()))
        {
            if (steps.Count > 0 && sentence.StartsWith("Otherwise", StringComparison.Ordinal)) steps[^1] += $" {sentence}";
            else steps.Add(sentence);
        }

        return steps;
    }

    [GeneratedRegex(@"(?<=[.])\s+(?=\p{Lu})")]
    private static partial Regex Sentence();
}

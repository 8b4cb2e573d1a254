using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Browser.Journeys;

/// <summary>A question of docs/questions.md.</summary>
/// <param name="Role">Whose.</param>
/// <param name="Way">What is pressed, from home; empty where the answer is there already.</param>
public sealed record QuestionOfRole(string Role, string Asked, IReadOnlyList<string> Way)
{
    /// <summary>All of them, as the page has them.</summary>
    public static IReadOnlyList<QuestionOfRole> All { get; } = [.. Read()];

    private static IEnumerable<QuestionOfRole> Read()
    {
        var role = "";
        foreach (var line in File.ReadLines(Path.Combine(SourceTree.Root, "docs", "questions.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) role = line[3..];
            else if (Regex.Match(line, @"^\| ([^|]+\?) \| ([^|]+) \| [^|]+ \|$") is { Success: true } row)
                yield return new QuestionOfRole(role, row.Groups[1].Value, [.. row.Groups[2].Value.Split(" › ").Where(w => w != "Home")]);
        }
    }
}

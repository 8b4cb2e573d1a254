using FusionPortal.Conventions.Secrets;
using FusionPortal.Core.Text;

namespace FusionPortal.Core.ShippedTexts;

/// <summary>Something wrong with a text that somebody wants to publish.</summary>
/// <param name="Line">From 1; 0 where the text as a whole is meant.</param>
/// <param name="Column">From 1; 0 where the line or the text as a whole is meant.</param>
public sealed record TextProblem(int Line, int Column, string Message);

/// <summary>A shipped text that waits for people to take it in, because a text of theirs is in force.</summary>
/// <param name="Key"><c>book</c>, or the key of a template.</param>
/// <param name="Number">What it ships under.</param>
/// <param name="InForce">The version in force, which the diff begins from.</param>
/// <param name="Diff">From the text in force to the shipped one.</param>
public sealed record ShippedOffer(string Key, int Number, string Sha256, DateTimeOffset SeenAt, int InForce, IReadOnlyList<DiffLine> Diff);

/// <summary>What holds for every text that people publish.</summary>
internal static class PublishedText
{
    public const int MaxLength = 1_000_000;

    /// <exception cref="RefusedException">Invalid: absent, too long or not storable. SecretFound, with the line and never the
    /// text.</exception>
    public static string Checked(string? yaml)
    {
        if (string.IsNullOrWhiteSpace(yaml)) throw new RefusedException(RefusalKind.Invalid, "missing", "The text is needed.", "yaml");
        if (yaml.Length > MaxLength)
            throw new RefusedException(
            RefusalKind.Invalid, "too-long", $"The text has {yaml.Length:N0} characters; at most {MaxLength:N0} are read.", "yaml");
        StorableText.Require(yaml, "yaml");
        if (SecretGuard.Inspect(yaml) is not { } secret) return yaml;
        var line = yaml.Split('\n').TakeWhile(text => SecretGuard.Inspect(text) is null).Count() + 1;
        throw new RefusedException(
            RefusalKind.SecretFound, "secret-found", $"Line {line}: {secret.Message}", "yaml", new { Rule = secret.RuleId, Line = line });
    }

    /// <summary>Refuses with every problem at its place: <c>details.problems</c>.</summary>
    /// <param name="problems">Column 0 where the reader knows the line alone.</param>
    public static RefusedException Refused(
        string code, string what, string yaml, IEnumerable<(int Line, int Column, string Message)> problems)
    {
        var lines = yaml.Split('\n');
        TextProblem[] placed = [.. problems.Select(p => new TextProblem(p.Line, ColumnOf(lines, p.Line, p.Column, p.Message), p.Message))];
        return new RefusedException(
            RefusalKind.Invalid, code,
                $"This is not {what}: {string.Join(' ', placed.Take(3).Select(p => $"line {p.Line}, column {p.Column}: {p.Message}"))}",
                "yaml", new { Problems = placed });
    }

    /// <summary>Only who has seen the version in force may replace it.</summary>
    public static void SawInForce(int? seen, int? inForce)
    {
        if (seen != inForce)
            throw new RefusedException(
                RefusalKind.Conflict, "changed-meanwhile", $"Version {inForce} is in force, not {seen}. Look at it first.", "instead",
                    new { InForce = inForce });
    }

    // Readers know the line or where the key's value begins; the message quotes the word it is about, and that stands somewhere behind it.
    private static int ColumnOf(string[] lines, int line, int column, string message)
    {
        if (line < 1 || line > lines.Length) return 0;
        var text = lines[line - 1];
        var from = Math.Clamp(column - 1, 0, text.Length);
        var parts = message.Split('"', '\'');
        for (var i = 1; i < parts.Length; i += 2)
            if (parts[i].Length > 0 && text.IndexOf(parts[i], from, StringComparison.Ordinal) is var at and >= 0) return at + 1;
        return column > 0 ? column : text.Length - text.TrimStart().Length + 1;
    }
}

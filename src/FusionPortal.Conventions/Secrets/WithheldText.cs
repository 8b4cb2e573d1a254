namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// What stands in the place of a secret that AWS showed in a tag, so that the secret itself is never stored, logged or shown.
/// Evaluation recognizes it and tells of it as it would of the secret.
/// </summary>
public static class WithheldText
{
    private const string Start = "(withheld: looks like ";
    private const string End = ")";

    /// <summary>The text to keep instead of the secret.</summary>
    public static string For(SecretFinding finding) => Start + finding.Name + End;

    /// <summary>What earlier versions kept in the place of an access key's id, which they took for a secret.</summary>
    public const string FormerKeyId = Start + "an AWS access key" + End;

    /// <summary>What had been withheld, or null when the text is not of this kind.</summary>
    public static SecretFinding? Read(string text) =>
        text.StartsWith(Start, StringComparison.Ordinal) && text.EndsWith(End, StringComparison.Ordinal)
            ? Named(text[Start.Length..^End.Length])
            : null;

    private static SecretFinding? Named(string name) =>
        SecretFindings.Known.Concat(SecretFindings.Former).FirstOrDefault(f => f.Name == name);
}

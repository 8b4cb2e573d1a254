namespace FusionPortal.Conventions.Secrets;

/// <summary>A text looks like it holds a secret. Says which kind, never the text.</summary>
/// <param name="RuleId">Stable, for logs and counts, for example <c>aws-access-key-id</c>.</param>
/// <param name="Name">For people, with its article, for example "an AWS access key".</param>
public sealed record SecretFinding(string RuleId, string Name)
{
    /// <summary>What to tell the person who typed it.</summary>
    public string Message => $"This looks like {Name}, so nothing was kept. Put it into the password manager and write its reference here.";
}

using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Kinds;

/// <summary>Secrets Manager's secrets: that there is one and what it is called. The portal never asks for a value.</summary>
public sealed class SecretsManagerSecret : ResourceKind
{
    public const string Kind = "secrets-manager-secret";

    private const int SuffixLength = 7;

    private static readonly AsciiSet Characters = AsciiSet.Parse("a-zA-Z0-9/_+=.@-");

    public override string Id => Kind;

    public override string Label => "Secrets Manager secret";

    public override string ShortLabel => "secret";

    public override ArnShape Arn { get; } = new("secretsmanager", "secret:", "secret:pos/acme/database-AbC1d2", "pos/acme/database")
    {
        Name = WithoutSuffix,
    };

    // Held to be looked up by name, as most are: AWS documents the event and not the name it is found by.
    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateSecret");

    public override KindScope Scope => KindScope.Regional;

    public override string? NameProblem(string name) =>
        NameLimits.Length(name, "Secrets Manager", 1, 512)
        ?? NameLimits.Only(name, "Secrets Manager", Characters, "letters, digits and /_+=.@-");

    // Secrets Manager adds a hyphen and six letters and digits of its own.
    private static string WithoutSuffix(string rest) =>
        rest.Length > SuffixLength && rest[^SuffixLength] == '-' && rest[^(SuffixLength - 1)..].All(char.IsAsciiLetterOrDigit)
            ? rest[..^SuffixLength]
            : rest;
}

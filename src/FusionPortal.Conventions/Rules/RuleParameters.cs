using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Rules;

/// <summary>What a convention says in its <c>with:</c>. Rules that take parameters derive their own from it.</summary>
public record RuleParameters
{
    public static RuleParameters None { get; } = new();

    /// <summary>The naming pattern judged against, or null.</summary>
    public virtual BookName? Pattern => null;

    /// <summary>The spelling of the organization tag that is laid down, or null.</summary>
    public virtual string? LaidDownTagKey => null;
}

/// <summary>One parameter of a rule, as people write it.</summary>
/// <param name="Key">The key in <c>with:</c>.</param>
/// <param name="Says">What it says, as a part of a sentence.</param>
/// <param name="Example">A value that the shipped book could have, as YAML; null where the example does without.</param>
/// <param name="Wrong">A value that is refused.</param>
public sealed record RuleParameter(string Key, string Says, string? Example, string Wrong);

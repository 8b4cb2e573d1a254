using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Coverage;

/// <summary>How long what was read is taken for true. Bound from <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    public const string Section = "Knowledge";

    public const double MaxHours = 8_760;

    /// <summary>
    /// Hours without a completed reading of a target after which what was known of it counts as not evaluated. From <c>Knowledge:Hours</c>;
    /// more than 0, at most <see cref="MaxHours"/>. The default lets a daily scan be two hours late.
    /// </summary>
    public double Hours { get; set; } = 26;
}

internal sealed class KnowledgeOptionsValidation : IValidateOptions<KnowledgeOptions>
{
    public ValidateOptionsResult Validate(string? name, KnowledgeOptions options) =>
        options.Hours is > 0 and <= KnowledgeOptions.MaxHours
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Knowledge:Hours is a number of hours, more than 0 and at most {KnowledgeOptions.MaxHours:N0}.");
}

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Something wrong with, or unwise in, a template's text.</summary>
/// <param name="Line">From 1; 0 when the text as a whole is meant.</param>
/// <param name="Message">In words an administrator editing the text can act on.</param>
public sealed record TemplateIssue(int Line, string Message)
{
    public override string ToString() => Line > 0 ? $"line {Line}: {Message}" : Message;
}

/// <summary>The text is not a template. <see cref="Issues"/> lists everything found, in the order of the text.</summary>
public sealed class TemplateFormatException : Exception
{
    public TemplateFormatException(IReadOnlyList<TemplateIssue> issues)
        : base(string.Join(Environment.NewLine, issues)) => Issues = issues;

    public IReadOnlyList<TemplateIssue> Issues { get; }
}

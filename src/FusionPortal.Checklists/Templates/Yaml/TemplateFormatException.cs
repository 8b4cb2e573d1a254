using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>The text is not a template. <see cref="Problems"/> lists everything found, in the order of the text.</summary>
public sealed class TemplateFormatException : Exception
{
    public TemplateFormatException(IReadOnlyList<YamlProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public IReadOnlyList<YamlProblem> Problems { get; }
}

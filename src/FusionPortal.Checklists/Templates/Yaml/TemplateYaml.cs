using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>A template together with the exact text it was read from, which is what is stored and exported.</summary>
/// <param name="Source">The text, unchanged.</param>
/// <param name="Sha256">Of the text's UTF-8 bytes, lower-case hexadecimal.</param>
/// <param name="Warnings">What the lint found; none of it forbids publishing.</param>
public sealed record LoadedTemplate(Template Template, string Source, string Sha256, IReadOnlyList<TemplateIssue> Warnings);

/// <summary>Reads and writes templates as YAML.</summary>
public static class TemplateYaml
{
    /// <summary>Reads a template and checks every reference in it.</summary>
    /// <exception cref="TemplateFormatException">The text is not a sound template; it lists every problem with its line.</exception>
    public static LoadedTemplate Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var issues = new List<TemplateIssue>();
        var lines = new TemplateLines();
        var root = YamlText.Parse(yaml, issues);
        var template = root is null ? null : new TemplateReader(lines, issues).Read(root);
        // References are only worth checking in a template whose parts were all understood.
        if (template is not null && issues.Count == 0) new TemplateChecks(template, lines, issues).Run();
        if (template is null || issues.Count > 0)
            throw new TemplateFormatException([.. issues.Distinct().OrderBy(issue => issue.Line)]);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
        return new LoadedTemplate(template, yaml, hash, TemplateLint.Warnings(template, lines));
    }
}

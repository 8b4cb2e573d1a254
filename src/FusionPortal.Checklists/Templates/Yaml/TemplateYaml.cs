using System.Security.Cryptography;
using System.Text;
using FusionPortal.Conventions.Secrets;
using FusionPortal.Conventions.Yaml;
using YamlDotNet.RepresentationModel;


namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>A template together with the exact text it was read from, which is what is stored and exported.</summary>
/// <param name="Source">The text, unchanged.</param>
/// <param name="Sha256">Of the text's UTF-8 bytes, lower-case hexadecimal.</param>
/// <param name="Warnings">What the lint found; none of it forbids publishing.</param>
public sealed record LoadedTemplate(Template Template, string Source, string Sha256, IReadOnlyList<YamlProblem> Warnings);

/// <summary>Reads and writes templates as YAML.</summary>
public static class TemplateYaml
{
    /// <summary>The newest format of templates that this build can read; older ones stay readable. A text without the key <c>format</c> is
    /// of format 1.</summary>
    public static int NewestFormat => TemplateReader.NewestFormat;

    /// <summary>Reads a template and checks every reference in it.</summary>
    /// <exception cref="TemplateFormatException">The text is not a sound template; every problem has its line and column.</exception>
    public static LoadedTemplate Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new List<YamlProblem>();
        var places = new TemplatePlaces();
        // First, because later messages repeat parts of the text.
        if (SecretIn(yaml) is { } secret) throw new TemplateFormatException([secret]);
        if (!YamlTree.TryParse(yaml, out var root, out var unreadable)) throw new TemplateFormatException([unreadable]);
        var template = new TemplateReader(places, problems).Read(root);
        // References are only worth checking in a template whose parts were all understood.
        if (template is not null && problems.Count == 0) new TemplateChecks(template, places, problems).Run();
        if (template is null || problems.Count > 0)
            throw new TemplateFormatException([.. problems.Distinct().OrderBy(p => p.Line).ThenBy(p => p.Column)]);

        return new LoadedTemplate(template, yaml, Hash(yaml), TemplateLint.Warnings(template, places));
    }

    /// <summary>
    /// Writes a template that was made or changed in the portal. Reading it gives an equal template; comments are not kept,
    /// so one that came as text is exported as that text.
    /// </summary>
    public static string Write(Template template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(TemplateWriter.Write(template))).Save(writer, assignAnchors: false);
        var text = writer.ToString();
        // YamlDotNet ends a document with its own mark.
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static YamlProblem? SecretIn(string yaml)
    {
        if (SecretGuard.Inspect(yaml) is not { } secret) return null;
        var line = yaml.Split('\n').TakeWhile(text => SecretGuard.Inspect(text) is null).Count() + 1;
        // A secret that spans lines shows on none of them alone.
        return new YamlProblem(
            new(line > yaml.Count(c => c == '\n') + 1 ? 1 : line, 1), $"This looks like {secret.Name}. A template holds no secret.");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

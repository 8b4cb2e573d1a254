using System.Reflection;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Web.Components.Help;

/// <summary>A text to look things up in: a page of the project's documents, or what installers read before an install.</summary>
/// <param name="Key">In addresses: <c>/help/{Key}</c>. The document's file name without its ending.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Markdown">Without that heading.</param>
public sealed record HelpTopic(string Key, string Title, string Markdown)
{
    private const string Folder = "FusionPortal.Help.";

    /// <summary>Those there are, by title.</summary>
    public static IReadOnlyList<HelpTopic> All { get; } =
        [.. Documents().Append(Of(ReferenceTopic.AwsResources.Key, ReferenceTopic.AwsResources.Markdown))
            .OrderBy(t => t.Title, StringComparer.Ordinal)];

    /// <returns>Null for none of that key.</returns>
    public static HelpTopic? Find(string key) => All.FirstOrDefault(t => t.Key == key);

    private static IEnumerable<HelpTopic> Documents()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return Of(Path.GetFileNameWithoutExtension(name[Folder.Length..]), reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    private static HelpTopic Of(string key, string markdown)
    {
        var end = markdown.IndexOf('\n', StringComparison.Ordinal);
        return new HelpTopic(key, markdown[..end].TrimStart('#', ' '), markdown[end..]);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Checklists.Templates;

/// <summary>A text that has to be read and acknowledged before a run may start.</summary>
/// <param name="Version">Grows with each edition; an acknowledgement is for one edition.</param>
/// <param name="Markdown">The text, starting with its first-level heading.</param>
/// <param name="Sha256">Of the text's UTF-8 bytes, lower-case hexadecimal. Recorded with the acknowledgement.</param>
public sealed record ReferenceTopic(string Key, int Version, string Title, string Markdown, string Sha256)
{
    /// <summary>What an installer has to know about the AWS estate before an install starts.</summary>
    public static ReferenceTopic AwsResources { get; } = Embedded("aws-resources", 1);

    public static ReferenceTopic? Find(string key) => key == AwsResources.Key ? AwsResources : null;

    private static ReferenceTopic Embedded(string key, int version)
    {
        // Line ends are made one kind, so that the hash does not depend on how the sources were checked out.
        var markdown = EmbeddedText.Read($"{key}-topic.md").ReplaceLineEndings("\n");
        var heading = markdown.Split('\n')[0];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(markdown)));
        return new ReferenceTopic(key, version, heading.TrimStart('#', ' '), markdown, hash);
    }
}

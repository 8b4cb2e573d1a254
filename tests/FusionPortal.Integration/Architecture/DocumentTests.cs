using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>Every page of the documents is found from the README, and leads nowhere that is not there.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void EveryPage_IsReachedFromTheReadme_AndNoLinkIsDead()
    {
        var reached = new HashSet<string>();
        var dead = new List<string>();
        var waiting = new Queue<string>(["README.md"]);
        while (waiting.TryDequeue(out var page))
        {
            if (!reached.Add(page)) continue;
            foreach (var (path, anchor) in LinksOf(page))
            {
                var full = Path.Combine(SourceTree.Root, path);
                if (!File.Exists(full) && !Directory.Exists(full)) dead.Add($"{page} links to {path}");
                else if (path.EndsWith(".md", StringComparison.Ordinal))
                {
                    if (anchor.Length > 0 && !AnchorsOf(path).Contains(anchor)) dead.Add($"{page} links to {path}#{anchor}");
                    waiting.Enqueue(path);
                }
            }
        }

        Assert.Equal([], dead);
        var all = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(SourceTree.Root, f)).ToList();
        Assert.NotEmpty(all);
        Assert.Equal([], all.Where(f => f.EndsWith(".md", StringComparison.Ordinal)).Except(reached));
        // Pictures and files beside the pages too.
        var linked = reached.SelectMany(LinksOf).Select(l => l.Path).ToHashSet();
        Assert.Equal([], all.Where(f => !f.EndsWith(".md", StringComparison.Ordinal)).Except(linked));
    }

    [Fact]
    public void EveryFileOrFolderADocumentNames_IsThere()
    {
        var named = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(SourceTree.Root, "README.md"))
            .SelectMany(
                page => NamedFile().Matches(File.ReadAllText(page)), (page, match) => (Page: Path.GetFileName(page), match.Groups[1].Value))
            .ToList();
        bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

        Assert.NotEmpty(named);
        Assert.Equal([], named.Where(n => !IsThere(Path.Combine(SourceTree.Root, n.Value))).Select(n => $"{n.Page} names {n.Value}"));
    }

    private static IEnumerable<(string Path, string Anchor)> LinksOf(string page)
    {
        var text = Fence().Replace(File.ReadAllText(Path.Combine(SourceTree.Root, page)), "");
        foreach (Match link in Link().Matches(text))
        {
            var target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? page
                : Path.GetRelativePath(
                SourceTree.Root, Path.GetFullPath(parts[0], Path.Combine(SourceTree.Root, Path.GetDirectoryName(page)!)));
            yield return (path, parts.Length > 1 ? parts[1] : "");
        }
    }

    // As GitHub makes them.
    private static HashSet<string> AnchorsOf(string page) =>
        [.. File.ReadLines(Path.Combine(SourceTree.Root, page)).Where(l => l.StartsWith('#'))
            .Select(l => NoAnchor().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex("`((?:src|tests|eng|migrations|docs)/[^`\\s*{}<>]+\\.[a-zA-Z]+)`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}

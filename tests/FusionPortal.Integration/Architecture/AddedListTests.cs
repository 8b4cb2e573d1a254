using System.Diagnostics;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>
/// Lists that the guards of migrations and shipped texts rest on. Taking a line off such a list would walk around the guard, so the list is
/// held against everything it ever held in the history of the repository.
/// </summary>
public sealed class AddedListTests : IDisposable
{
    private readonly string _clone = Directory.CreateTempSubdirectory("fusionportal-lists-").FullName;

    public static TheoryData<string> Lists =>
    [
        "migrations/Versions/landed.txt", "src/FusionPortal.Conventions/Books/Shipped/manifest.txt",
            "src/FusionPortal.Checklists/Templates/Shipped/manifest.txt",
        "tests/FusionPortal.Demo.Tests/Upgrade/releases.txt",
    ];

    public void Dispose() => Directory.Delete(_clone, recursive: true);

    [Theory]
    [MemberData(nameof(Lists))]
    public void Line_ThatWasEverOnTheList_IsStillOnIt(string list)
    {
        Assert.SkipUnless(
            HasHistory(SourceTree.Root),
            "ABSENT: this clone has no history, so no list was held against what it held before. A whole "
                + "clone has it: git fetch --unshallow.");

        Assert.Empty(TakenOff(SourceTree.Root, list));
        Assert.NotEmpty(Lines(File.ReadLines(Path.Combine(SourceTree.Root, list))));
    }

    [Fact]
    public void LineChangedOrTakenOff_IsFound_InAnyLaterCommitAndBeforeOne()
    {
        Git(_clone, "init", "-q");
        Commit("# Lines are only added.", "First 1111", "Second 2222");
        Commit("# Lines are only added, always.", "Second 2222", "First 1111", "Third 3333");
        Assert.Empty(TakenOff(_clone, "list.txt"));

        Write("First 1111", "Third 3333");
        Assert.Equal(["Second 2222"], TakenOff(_clone, "list.txt"));
        Commit("First 1111", "Third 3333");
        // A migration changed, with its line made to fit.
        Commit("First 9999", "Third 3333");
        Commit("First 9999", "Third 3333", "Fourth 4444");

        Assert.Equal(["First 1111", "Second 2222"], TakenOff(_clone, "list.txt").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ListTakenAwayAndBegunAnew_IsFound()
    {
        Git(_clone, "init", "-q");
        Commit("First 1111");
        Git(_clone, "rm", "-q", "list.txt");
        Git(_clone, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "x");
        Commit("Second 2222");

        Assert.Equal(["First 1111"], TakenOff(_clone, "list.txt"));
    }

    private void Write(params string[] lines) => File.WriteAllLines(Path.Combine(_clone, "list.txt"), lines);

    private void Commit(params string[] lines)
    {
        Write(lines);
        Git(_clone, "add", "list.txt");
        Git(_clone, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "x");
    }

    /// <summary>What the list held at some commit and does not hold now. A line that never left a branch is none of these once its commits
    /// are one.</summary>
    private static IEnumerable<string> TakenOff(string clone, string list)
    {
        var added = Git(clone, "log", "--format=", "-p", "-m", "--no-ext-diff", "--no-color", "--unified=0", "--", list).Split('\n')
            .Where(line => line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal)).Select(line => line[1..]);
        return Lines(added).Distinct().Except(Lines(File.ReadLines(Path.Combine(clone, list))));
    }

    private static IEnumerable<string> Lines(IEnumerable<string> lines) =>
        lines.Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#'));

    private static bool HasHistory(string clone)
    {
        try
        {
            return Git(clone, "rev-parse", "--is-shallow-repository").Trim() == "false";
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }
}

using System.Text.RegularExpressions;

namespace FusionPortal.Conventions.Policies;

/// <summary>How many of a bucket's files a statement is about.</summary>
public enum FilesNamed
{
    None,

    /// <summary>Not all of them.</summary>
    Some,

    /// <summary>All or some, by who calls: a policy variable stands in the way.</summary>
    Variable,

    All,
}

/// <summary>Which of a bucket and its files the resources of statements name. Pure.</summary>
/// <param name="bucketArn">For example <c>arn:aws:s3:::fusion-rms-acme</c>.</param>
internal sealed partial class BucketResources(string bucketArn)
{
    private readonly string _files = bucketArn + "/";

    /// <summary>How many files of a folder; of the whole bucket where the folder is empty.</summary>
    public FilesNamed FilesOf(PolicyStatement statement, string folder)
    {
        var named = FilesNamed.None;
        foreach (var resource in statement.Resources)
        {
            var rests = After(resource, _files + folder);
            if (rests.Count == 0) continue;
            var files = !rests.Any(IsEverything) ? FilesNamed.Some : HasVariable(resource) ? FilesNamed.Variable : FilesNamed.All;
            if (files > named) named = files;
        }

        return !statement.ExceptResources ? named : named switch
        {
            FilesNamed.All => FilesNamed.None,
            FilesNamed.None => FilesNamed.All,
            var some => some,
        };
    }

    public bool NamesBucket(PolicyStatement statement) =>
        statement.Resources.Any(r => PolicyWildcard.Matches(Plain(r), bucketArn)) != statement.ExceptResources;

    /// <summary>The bucket, or any file of it.</summary>
    public Decided NamesAnything(PolicyStatement statement) => NamesBucket(statement) ? Decided.Yes : FilesOf(statement, "") switch
    {
        FilesNamed.None => Decided.No,
        FilesNamed.Variable => Decided.Perhaps,
        _ => Decided.Yes,
    };

    /// <summary>Files outside of a folder.</summary>
    public Decided NamesFilesOutside(PolicyStatement statement, string folder)
    {
        // Leaving something out takes folders away from everything, never everything but one.
        if (statement.ExceptResources) return FilesOf(statement, "") == FilesNamed.None ? Decided.No : Decided.Yes;
        var answer = Decided.No;
        foreach (var resource in statement.Resources)
        {
            if (After(resource, _files).All(rest => rest.StartsWith(folder, StringComparison.Ordinal))) continue;
            if (!HasVariable(resource)) return Decided.Yes;
            answer = Decided.Perhaps;
        }

        return answer;
    }

    /// <summary>Whether a statement names everything with which another one lets somebody do an action.</summary>
    /// <param name="denied">The one that is to name it.</param>
    /// <param name="allowed">The other.</param>
    /// <param name="action">One of the other's, or a pattern.</param>
    /// <param name="beside">A folder that need not be named, with the slash at its end; null for none.</param>
    public bool Covers(PolicyStatement denied, PolicyStatement allowed, string action, string? beside)
    {
        var (ofBucket, ofFiles) = Reached(action);
        if (ofBucket && NamesBucket(allowed) && !NamesBucket(denied)) return false;
        if (!ofFiles || FilesOf(allowed, "") == FilesNamed.None || FilesOf(denied, "") == FilesNamed.All) return true;
        if (denied.ExceptResources)
            return beside is not null && NamesFilesOutside(denied with { ExceptResources = false }, beside) == Decided.No;
        return !allowed.ExceptResources && allowed.Resources.Where(r => After(r, _files).Count > 0)
            .All(r => denied.Resources.Any(d => !HasVariable(d) && PolicyWildcard.Covers(d, r)));
    }

    // What an action is done with stands in its name, where that is written out.
    private static (bool Bucket, bool Files) Reached(string action) =>
        action.AsSpan().ContainsAny('*', '?') ? (true, true)
        : action.Contains("Bucket", StringComparison.OrdinalIgnoreCase) && !action.Contains("ToBucket", StringComparison.OrdinalIgnoreCase)
            ? (true, false)
        : action.Contains("Object", StringComparison.OrdinalIgnoreCase) ? (false, true)
        : (true, true);

    // A file's key has at least one character.
    private static IReadOnlyList<string> After(string resource, string prefix) =>
        [.. PolicyWildcard.After(Plain(resource), prefix).Where(rest => rest.Length > 0)];

    private static bool IsEverything(string rest) => rest.Contains('*') && rest.AsSpan().IndexOfAnyExcept('*', '?') < 0
        && rest.Count(c => c == '?') <= 1;

    // What a variable will be is known when somebody calls.
    private static bool HasVariable(string resource) => resource.Contains("${", StringComparison.Ordinal);

    private static string Plain(string resource) => HasVariable(resource) ? Variable().Replace(resource, "*") : resource;

    [GeneratedRegex(@"\$\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}

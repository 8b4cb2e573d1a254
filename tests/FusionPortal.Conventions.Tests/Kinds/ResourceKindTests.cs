using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using Xunit;

namespace FusionPortal.Conventions.Tests.Kinds;

/// <summary>What every kind has to say of itself. That a list names it is held by ListedKindTests, where the lists are.</summary>
public sealed partial class ResourceKindTests
{
    private static string Source { get; } = Path.GetFullPath(Path.Combine(Folder(), "../../../src"));

    [Fact]
    public void EveryKind_HasItsIdInItsOwnFile()
    {
        Assert.Equal(ResourceKinds.All.Count, ResourceKinds.Ids.Distinct().Count());
        Assert.All(ResourceKinds.All, kind =>
        {
            var type = kind.GetType();
            Assert.True(type.IsSealed && type.IsPublic);
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", kind.Id);
            Assert.Equal(kind.Id, type.GetField("Kind", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue());
            var file = Path.Combine(Source, "FusionPortal.Conventions", "Kinds", type.Name + ".cs");
            Assert.True(File.Exists(file), $"{type.Name} has no file of its own");
            Assert.Same(kind, ResourceKinds.Of(kind.Id));
            Assert.True(ResourceKinds.IsKnown(kind.Id));
        });
        Assert.Equal(OtherResource.Kind, ResourceKinds.Of("no-such-kind").Id);
        Assert.Equal(OtherResource.Kind, ResourceKinds.Ids[^1]);
    }

    [Fact]
    public void EveryKind_HasLabelsOfItsOwn()
    {
        Assert.All(ResourceKinds.All, kind =>
        {
            Assert.Matches("^[A-Za-z0-9]+( [A-Za-z0-9]+)*$", kind.Label);
            Assert.NotEqual(kind.Label, kind.Plural);
            Assert.False(char.IsAsciiLetterLower(kind.Title[0]));
            Assert.True(kind.ShortLabel.Length is > 0 && kind.ShortLabel.Length <= kind.Label.Length);
        });
        foreach (var label in (Func<ResourceKind, string>[])[k => k.Label, k => k.Plural, k => k.Title])
            Assert.Equal(ResourceKinds.All.Count, ResourceKinds.All.Select(label).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void EveryKind_ReadsTheArnItShows() => Assert.All(ResourceKinds.All, kind =>
    {
        var shape = kind.Arn;
        var arn = ResourceArn.Parse($"arn:aws:{shape.Service}:us-east-1:111111111111:{shape.Example}")!;

        Assert.Equal((kind.ListedAmong ?? kind.Id, shape.ExampleName, shape.NamesId), (arn.Kind, arn.Name, arn.NameIsId));
        Assert.StartsWith(shape.Prefix, shape.Example, StringComparison.Ordinal);
        if (kind.ListedAmong is { } other) Assert.Null(ResourceKinds.Of(other).ListedAmong);
    });

    [Fact]
    public void EveryKind_SaysWhatMakesOne_OrThatNothingDoes() => Assert.All(ResourceKinds.All, kind =>
    {
        Assert.Equal(kind.CreationEvents.Names.Count == 0, kind.CreationEvents.WhyNone is { Length: > 0 });
        Assert.All(kind.CreationEvents.Names, name => Assert.Matches("^[A-Z][A-Za-z0-9]+$", name));
        Assert.Distinct(kind.CreationEvents.Names);
    });

    [Fact]
    public void EveryKind_TakesItsOwnExampleForAName() => Assert.All(
        ResourceKinds.All, kind => Assert.Null(kind.Arn.NamesId ? kind.NameProblem("pos") : kind.NameProblem(kind.Arn.ExampleName)));

    [Fact]
    public void Code_OutsideAKindsFile_DoesNotChooseByKind()
    {
        var names = string.Join('|', ResourceKinds.All.Select(k => k.GetType().Name));
        var choice = new Regex($@"\b({names})\.Kind(\s+or\b|\s*=>)", RegexOptions.CultureInvariant);
        var files = Directory.GetFiles(Source, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !InOutput().IsMatch(f) && !f.Contains("FusionPortal.Conventions/Kinds/", StringComparison.Ordinal)).ToArray();

        Assert.True(files.Length > 500, $"only {files.Length} files found");
        Assert.Matches(choice, "        S3Bucket.Kind => 1,");
        Assert.Empty(files.Where(f => choice.IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(Source, f)));
    }

    [GeneratedRegex("[/\\\\](bin|obj)[/\\\\]")]
    private static partial Regex InOutput();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

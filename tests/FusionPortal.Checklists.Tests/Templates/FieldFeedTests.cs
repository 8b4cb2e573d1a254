using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Conventions.Kinds;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>A template says what its fields feed; code knows no field by its id.</summary>
public sealed partial class FieldFeedTests
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(Folder(), "../../../src"));

    public static TheoryData<string, int> Shipped => [.. TemplateLibrary.Shipped.Select(s => (s.Key, s.Number))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Bucket_IsFedByTheSameField_InEveryVersionOfAnInstall(string key, int number)
    {
        var template = TemplateYaml.Read(TemplateLibrary.Shipped.Single(s => s.Key == key && s.Number == number).Text).Template;

        var field = FieldFeeds.FieldOf(template, FieldFeed.OrganizationBucket);

        Assert.Equal(template.Kind == RunKind.ClientInstall ? "bucket-alternative" : null, field);
    }

    [Fact]
    public void Bucket_IsFedByTheFieldThatSaysSo_BeforeTheShippedOne()
    {
        var template = TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template;
        Assert.Equal("bucket-alternative", FieldFeeds.FieldOf(template, FieldFeed.OrganizationBucket));

        var own = Change(template, f => f.Id == "sql-version" ? f with { Feeds = [FieldFeed.OrganizationBucket] }
            : f with { Feeds = [] });
        var without = Change(template, f => f.Id == "bucket-alternative" ? f with { Id = "other", Feeds = [] } : f);

        Assert.Equal("sql-version", FieldFeeds.FieldOf(own, FieldFeed.OrganizationBucket));
        Assert.Null(FieldFeeds.FieldOf(without, FieldFeed.OrganizationBucket));
    }

    [Fact]
    public void Feed_IsWrittenAndReadBack()
    {
        var template = TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template;

        var read = TemplateYaml.Read(TemplateYaml.Write(template)).Template;

        var fields = read.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).ToList();
        Assert.Equal([FieldFeed.OrganizationBucket], fields.Single(f => f.Id == "bucket-alternative").Feeds);
        Assert.Equal(
            ["iam-user.account", "s3-bucket.account"], fields.Single(f => f.Id == "provisioning-account").Feeds.Select(f => f.Word));
        Assert.Equal(
            ["sqlserver-ex 15", "sqlserver-web 15", null], fields.Single(f => f.Id == "rds-engine").Options.Select(o => o.Expects));
    }

    /// <summary>What a run pinned to an older version feeds is what its fields feed now.</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public void OlderVersions_FeedWhatTheyCapture(string key, int number)
    {
        var older = TemplateYaml.Read(TemplateLibrary.Shipped.Single(s => s.Key == key && s.Number == number).Text).Template;
        var now = TemplateLibrary.Get(key).Template;

        var said = FieldFeeds.Of(older).Select(f => $"{f.Field.Id}: {f.Feed}").ToHashSet();

        Assert.Equal(FieldFeeds.Of(now).Select(f => $"{f.Field.Id}: {f.Feed}").ToHashSet(), said);
        Assert.All(
            FieldFeeds.Of(older).Where(f => f.Feed.Word == "rds-instance.engine"),
            f => Assert.Contains("sqlserver-web 15", f.Field.Options.Select(o => o.Expects)));
    }

    [Fact]
    public void Page_ListsWhatEachKindShows()
    {
        var page = File.ReadAllText(Path.Combine(Source, "../docs/checklist-templates.md"));

        Assert.All(ResourceKinds.All.Where(k => k.Shows.Count > 0), kind => Assert.Contains(
            $"| `{kind.Id}` | {string.Join(' ', kind.Shows.Select(f => $"`{f.Id}`"))}", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Code_NamesNoFieldOfATemplate()
    {
        var ids = TemplateLibrary.All.SelectMany(t => t.Template.Sections).SelectMany(s => s.Steps).SelectMany(s => s.Fields)
            .Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        // What is a word of something else too.
        ids.ExceptWith(ResourceKinds.Ids);
        ids.ExceptWith(TemplateWords.Checks.Keys);
        ids.ExceptWith(FieldTypes.All.Select(t => t.Word));
        ids.ExceptWith(OtherWords);

        Assert.True(ids.Count > 80, $"only {ids.Count} ids");
        Assert.Empty(Naming(ids, Files()));
    }

    [Fact]
    public void Code_NamesNoTemplate()
    {
        var keys = TemplateLibrary.All.Select(t => t.Template.Key).ToHashSet(StringComparer.Ordinal);

        // What a template is of has a kind, and names in the book, called as it is; nothing there knows templates.
        Assert.Empty(Naming(keys, Files().Where(f => !f.Contains("FusionPortal.Conventions/", StringComparison.Ordinal)
            && !f.EndsWith("/TemplateWords.cs", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Naming(HashSet<string> ids, IEnumerable<string> files) =>
        from file in files
        from match in Literal().Matches(File.ReadAllText(file))
        where ids.Contains(match.Groups[1].Value)
        select $"{Path.GetRelativePath(Source, file)}: {match.Value}";

    private static List<string> Files()
    {
        var files = Directory.GetFiles(Source, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".js" && !InOutput().IsMatch(f))
            // The demo works steps as people do, by what they are called; and the simulator knows no template.
            .Where(f => !f.Contains("FusionPortal.Demo/", StringComparison.Ordinal)
                && !f.Contains("FusionPortal.Simulator/", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 500, $"only {files.Count} files");
        return files;
    }

    // A fact of policies, what sections are repeated for, a key of the convention book, and one of its names.
    private static readonly string[] OtherWords = ["bucket", "sites", "organization-id", "host-name"];

    private static Template Change(Template template, Func<FieldDefinition, FieldDefinition> change) => template with
    {
        Sections = [.. template.Sections.Select(section => section with
        {
            Steps = [.. section.Steps.Select(step => step with { Fields = [.. step.Fields.Select(change)] })],
        })],
    };

    [GeneratedRegex("\"([a-z][a-z0-9-]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("[/\\\\](bin|obj)[/\\\\]")]
    private static partial Regex InOutput();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

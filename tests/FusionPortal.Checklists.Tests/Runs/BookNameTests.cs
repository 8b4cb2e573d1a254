using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>Names that a template takes from the convention book: the book in force says what they look like.</summary>
public sealed class BookNameTests
{
    private static readonly Template Install = SmallTemplates.Read("""
        format: 2
        sections:
          - id: only
            title: Only
            steps:
              - id: make
                letter: a
                title: Make
                instruction: Make it.
                source: portal-default
                fields:
                  - {id: host, label: Host, type: text, required: "no"}
                  - {id: bucket, label: Bucket, type: computed, name: s3-bucket}
                  - {id: database, label: Database, type: computed, name: tenant-manager-database, parts: {host: host}, required: "no"}
        """);

    private static string Yaml => ConventionBook.Default.Yaml;

    [Fact]
    public void Name_FollowsTheBookInForce()
    {
        var bench = new Workbench(Install, Workbench.Acme);

        Assert.Equal("fusion-rms-acme", Value(bench, "bucket"));
        bench.Book = Changed("\"{company}-rms-{orgid}\"", "\"shop-{orgid}-files\"");
        Assert.Equal("shop-acme-files", Value(bench, "bucket"));
    }

    [Fact]
    public void WhatIsTyped_FollowsTheBookInForce()
    {
        var bench = new Workbench(SmallTemplates.Read("""
            format: 2
            sections:
              - {id: only, title: Only, steps: [{id: make, letter: a, title: Make, instruction: Make it., source: portal-default,
                 fields: [{id: db, label: Instance, type: text, name: rds-instance}]}]}
            """), Workbench.Acme);

        Assert.Equal("Instance has the form db-POS-{nn}.", bench.Set("make", "db", "db-shop-1").Refused(RefusalReason.Invalid).Message);
        bench.Set("make", "db", "db-rms-07").Accepted();
        bench.Book = Changed("db-{product}-{nn}", "sql-{product}-{nn}");
        Assert.Equal("Instance has the form sql-POS-{nn}.", Field(bench, "db").Problem!.Message);
    }

    [Fact]
    public void Name_OfAPartThatIsAnotherField_WaitsForIt()
    {
        var bench = new Workbench(Install, Workbench.Acme);

        Assert.Null(Value(bench, "database"));
        bench.Set("make", "host", "POS01").Accepted();
        Assert.Equal("pos_POS01", Value(bench, "database"));
    }

    [Fact]
    public void Name_FixedByATick_IsSaidToHaveChangedWithTheBook()
    {
        var bench = new Workbench(Install, Workbench.Acme);
        bench.Tick("make").Accepted();

        bench.Book = Changed("\"{company}-rms-{orgid}\"", "\"shop-{orgid}-files\"");

        Assert.Equal("fusion-rms-acme", Value(bench, "bucket"));
        Assert.Equal(ProblemKind.NameChanged, Field(bench, "bucket").Problem?.Kind);
    }

    /// <summary>A company's own book may be older than the checklists that ship.</summary>
    [Fact]
    public void Name_ThatTheBookHasNot_IsAsTheShippedBookHasIt()
    {
        var older = ConventionBook.Load(ConventionBook.Shipped[0].Text
            .Replace("s3-bucket\n    label", "media\n    label", StringComparison.Ordinal)
            .Replace("name: s3-bucket", "name: media", StringComparison.Ordinal));
        Assert.Null(older.Name("s3-bucket"));

        Assert.Equal("fusion-rms-acme", Value(new(Install, Workbench.Acme) { Book = older }, "bucket"));
    }

    [Fact]
    public void Name_ThatNoBookHas_IsMissingAndSaysWhy()
    {
        var step = Install.Sections[0].Steps[0];
        var field = step.Fields[1] with { Compute = new(null) { Name = "no-such-name" } };
        var template = Install with { Sections = [Install.Sections[0] with { Steps = [step with { Fields = [field] }] }] };

        Assert.Equal(
            "Bucket cannot be worked out yet. The convention book in force has no name \"no-such-name\".",
            Field(new(template, Workbench.Acme), "bucket").Problem!.Message);
    }

    [Theory]
    [InlineData("name: s3-bucket", "name: s3-buckets", "'bucket' takes the name 's3-buckets', which the convention book in force has not.")]
    [InlineData(
        "name: s3-bucket", "name: store-vhost", "'bucket' takes the name 'store-vhost', {orgid}_{siteid}, and nothing supplies siteid")]
    [InlineData("parts: {host: host}, ", "", "'database' takes the name 'tenant-manager-database', pos_{host}, and nothing supplies host")]
    public void Template_ThatTheBookCannotServe_DoesNotFit(string right, string wrong, string why)
    {
        Assert.Empty(TemplateSet.Misfits(Install, ConventionBook.Default));
        var yaml = TemplateYaml.Write(Install);
        var template = TemplateYaml.Read(Flow(yaml)).Template;

        Assert.StartsWith(why, Assert.Single(TemplateSet.Misfits(template, ConventionBook.Default)), StringComparison.Ordinal);

        string Flow(string text) => wrong.Length > 0 ? text.Replace(right, wrong, StringComparison.Ordinal)
            : text.Replace("parts:", "", StringComparison.Ordinal).Replace("  host: host\n", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_InATemplateOfTheNewFormat_IsRefusedWithWhatToWrite()
    {
        var refused = Assert.Throws<TemplateFormatException>(
            () => SmallTemplates.Read("""
                format: 2
                sections:
                  - {id: only, title: Only, steps: [{id: s, letter: a, title: T, instruction: I., source: portal-default,
                     fields: [{id: b, label: B, type: computed, compute: "x-{orgid}"}]}]}
                """));

        Assert.Equal(
            "Since format 2 the convention book has the patterns: 'b' says 'name' instead of 'compute'.",
            Assert.Single(refused.Problems).Message);
    }

    private static ConventionBook Changed(string pattern, string other)
    {
        Assert.Contains(pattern, Yaml, StringComparison.Ordinal);
        return ConventionBook.Load(Yaml.Replace(pattern, other, StringComparison.Ordinal));
    }

    private static FieldPlan Field(Workbench bench, string id) => bench.Step("make").Fields.Single(f => f.Definition.Id == id);

    private static string? Value(Workbench bench, string id) => Field(bench, id).Value;
}

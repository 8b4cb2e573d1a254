using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.Findings;

/// <summary>What differed when a finding last turned, against the reading before.</summary>
public sealed class FindingDifferenceTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Arn = "arn:aws:s3:::fusion-rms-acme";

    [Fact]
    public async Task ChangedTag_IsShownBeforeAndNow_AndWhatChangesLaterApart()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Tagged(("OrgId", "acme"), ("Environment", "Production"));
        await Scanner.ScanAsync(Ct);
        Assert.DoesNotContain(await FindingsAsync(), f => f.Subject == Arn && f.MixUp);

        Tagged(("OrgId", "acme"), ("Environment", "QA"));
        await Scanner.ScanAsync(Ct);
        var opened = Assert.Single(await FindingsAsync(), f => f.Subject == Arn && f.MixUp);

        var difference = (await DifferenceAsync(opened.Id))!;
        Assert.Equal((FindingCause.New, null), (difference.Turn.Cause, difference.Before));
        Assert.Equal(
            [(ResourceChangeKind.Tag, "Environment", "Production", "QA")],
            difference.Then.Select(c => (c.Kind, c.Key, c.Before!, c.After!)));
        Assert.Empty(difference.Later);
        Assert.False(difference.IsFirstReading);

        var then = Get<TimeProvider>().GetUtcNow();
        Tagged(("OrgId", "acme"), ("Environment", "QA"), ("Note", "password=hunter2"));
        await Scanner.ScanAsync(Ct);

        difference = (await DifferenceAsync(opened.Id))!;
        Assert.Equal("Environment", Assert.Single(difference.Then).Key);
        var later = Assert.Single(difference.Later);
        Assert.Equal(("Note", null), (later.Key, later.Before));
        // Where a secret stands is told, never what it is.
        Assert.StartsWith("(withheld: looks like", later.After, StringComparison.Ordinal);
        Assert.Empty((await DifferenceAsync(opened.Id, then))!.Later);
    }

    [Fact]
    public async Task FirstReading_RecordAndBook_SayThatTheResourceIsAsItWas()
    {
        // The key of this kind of resource is spelt OrgId.
        Tagged(("OrgID", "acme"));
        await Scanner.ScanAsync(Ct);
        var first = (await FindingsAsync()).First(f => f.Subject == Arn);
        Assert.True((await DifferenceAsync(first.Id))!.IsFirstReading);

        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA);
        await Get<Reevaluate>().ExecuteAsync(Ct);
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));

        var placed = Assert.Single(await FindingsAsync(), f => f.Subject == Arn && f is { MixUp: true, Severity: Severity.Critical });
        var difference = (await DifferenceAsync(placed.Id))!;
        Assert.Equal(FindingCause.RecordChanged, difference.Turn.Cause);
        Assert.Empty(difference.Then);

        // Of an organization there is no reading to compare.
        Estate.Bucket("fusion-rms-other", "other");
        await Scanner.ScanAsync(Ct);
        var organization = (await FindingsAsync()).First(f => f.Subject.StartsWith("organization:", StringComparison.Ordinal));
        Assert.Null(await DifferenceAsync(organization.Id));
    }

    private void Tagged(params (string Key, string Value)[] tags)
    {
        Estate.Remove(Arn);
        Estate.Add(Arn, tags.ToDictionary(t => t.Key, t => t.Value));
    }

    private async Task<FindingDifference?> DifferenceAsync(Guid id, DateTimeOffset? asOf = null) =>
        (await Get<FindingQueries>().GetAsync(id, asOf, Ct))!.Difference;
}

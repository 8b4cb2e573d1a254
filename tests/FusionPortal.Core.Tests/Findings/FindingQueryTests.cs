using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

public sealed class FindingQueryTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Theory]
    [InlineData(FindingSort.Severity)]
    [InlineData(FindingSort.Oldest)]
    [InlineData(FindingSort.Newest)]
    [InlineData(FindingSort.Resource)]
    [InlineData(FindingSort.Organization)]
    public async Task Pages_InAnyOrder_GiveEveryFindingOnceAndInOrder(FindingSort sort)
    {
        await EstateAsync();
        var whole = (await Get<FindingQueries>().ListAsync(new FindingFilter(), sort, null, 500, Ct)).Rows;

        var paged = new List<FindingRow>();
        string? cursor = null;
        do
        {
            var page = await Get<FindingQueries>().ListAsync(new FindingFilter(), sort, cursor, 7, Ct);
            Assert.True(page.Rows.Count <= 7);
            paged.AddRange(page.Rows);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(whole.Select(f => f.Id), paged.Select(f => f.Id));
        Assert.True(whole.Count > 20);
        var keys = whole.Select(f => sort switch
        {
            FindingSort.Severity => -(int)f.Severity,
            FindingSort.Newest => -f.FirstSeenAt.ToUnixTimeSeconds(),
            FindingSort.Oldest => f.FirstSeenAt.ToUnixTimeSeconds(),
            _ => 0,
        }).ToList();
        Assert.Equal(keys.Order(), keys);
        if (sort == FindingSort.Organization)
            Assert.Equal(whole.Select(f => f.OrgId ?? "").Order(StringComparer.Ordinal), whole.Select(f => f.OrgId ?? ""));
    }

    [Fact]
    public async Task Skipping_GivesTheSameAsPaging()
    {
        await EstateAsync();
        var whole = (await Get<FindingQueries>().ListAsync(new FindingFilter(), FindingSort.Severity, null, 500, Ct)).Rows;

        var window = await Get<FindingQueries>().ListAsync(new FindingFilter(), FindingSort.Severity, null, 5, Ct, skip: 9);

        Assert.Equal(whole.Skip(9).Take(5).Select(f => f.Id), window.Rows.Select(f => f.Id));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("e30")]
    [InlineData("eyJTb3J0IjoxfQ")]
    public async Task Cursor_OfAnotherList_IsRefused(string cursor)
    {
        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => Get<FindingQueries>().ListAsync(new FindingFilter(), FindingSort.Resource, cursor, 5, Ct));

        Assert.Equal("unknown-cursor", refused.Code);
    }

    [Fact]
    public async Task Filters_SelectWhatTheySay()
    {
        await EstateAsync();
        var all = await FindingsAsync();

        await SameAsync(all.Where(f => f.AccountId == TestEstate.NonProduction), new FindingFilter(AccountIds: [TestEstate.NonProduction]));
        await SameAsync(all.Where(f => f.Environment == EnvironmentKind.QA), new FindingFilter(Environments: [EnvironmentKind.QA]));
        await SameAsync(all.Where(f => f.OrgId == "kiteqa"), new FindingFilter(OrgId: "KITEQA"));
        await SameAsync(all.Where(f => f.OrgTitle is null), new FindingFilter(OrgId: ""));
        await SameAsync(
            all.Where(f => f.ConventionId is "ENV-01" or "ORG-ID-02"), new FindingFilter(ConventionIds: ["ENV-01", "ORG-ID-02"]));
        await SameAsync(all.Where(f => f.Severity >= Severity.High), new FindingFilter(Severities: [Severity.High, Severity.Critical]));
        await SameAsync(all.Where(f => f.MixUp), new FindingFilter(MixUps: true));
        await SameAsync(all.Where(f => !f.MixUp), new FindingFilter(MixUps: false));
        await SameAsync(all.Where(f => f.Kind == S3Bucket.Kind), new FindingFilter(Kind: S3Bucket.Kind));
        await SameAsync([], new FindingFilter(Statuses: [FindingStatus.Resolved]));
        await SameAsync(all.Where(f => f.Number == all[3].Number), new FindingFilter(Text: $"f-{all[3].Number}"));
        await SameAsync(all.Where(f => f.OrgTitle == "Kite Cycles"), new FindingFilter(Text: "kite cyc"));
    }

    [Theory]
    [InlineData("100%_sure")]
    [InlineData(@"back\slash")]
    [InlineData("o'hara")]
    public async Task Text_IsTakenLiterally(string part)
    {
        Estate.Add($"arn:aws:s3:::{part}", new() { ["OrgId"] = "nobody" });
        Estate.Add("arn:aws:s3:::100xysure-backslash-ohara", new() { ["OrgId"] = "nobody" });
        await Scanner.ScanAsync(Ct);

        var found = await FindingsAsync(new FindingFilter(Text: part.ToUpperInvariant()));

        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.Contains(part, f.Subject));
        Assert.All(await FindingsAsync(new FindingFilter(Text: "%")), f => Assert.Contains("%", f.Subject));
    }

    [Fact]
    public async Task Counts_AgreeWithTheList()
    {
        await EstateAsync();
        var all = await FindingsAsync();
        Estate.Break(TestEstate.In(TestEstate.NonProduction), Core.Abstractions.TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);

        var counts = await Get<FindingQueries>().CountAsync(new FindingFilter(Severities: [Severity.Medium]), Ct);

        Assert.Equal(all.Count, counts.Open);
        Assert.Equal(all.Count(f => f.MixUp), counts.MixUps);
        Assert.Equal(all.Count(f => f.Severity == Severity.Medium), counts.Matching);
        var now = await FindingsAsync(new FindingFilter(Severities: [Severity.Medium]));
        Assert.Equal(now.Count(f => f.NotEvaluatedSince is not null), counts.MatchingOutOfDate);
        Assert.All(now.Where(f => f.AccountId == TestEstate.NonProduction), f => Assert.NotNull(f.NotEvaluatedSince));
        // One that is about all accounts cannot be judged either while one of them is not read.
        Assert.Contains(now, f => f is { AccountId: "", NotEvaluatedSince: not null });
    }

    [Fact]
    public async Task List_AsOfAPastMoment_IsWhatItWas()
    {
        await EstateAsync();
        var then = await FindingsAsync();
        var moment = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        Estate.Resources.Clear();
        await Scanner.ScanAsync(Ct);

        var now = await FindingsAsync();
        var past = await FindingsAsync(new FindingFilter(AsOf: moment));
        var before = await FindingsAsync(new FindingFilter(AsOf: moment.AddDays(-30)));

        Assert.DoesNotContain(now, f => f.Kind == S3Bucket.Kind);
        Assert.Equal(then, past);
        Assert.Empty(before);
        Assert.Null(await Get<FindingQueries>().GetAsync(then[0].Id, moment.AddDays(-30), Ct));
    }

    private async Task SameAsync(IEnumerable<FindingRow> expected, FindingFilter filter)
    {
        var found = (await FindingsAsync(filter)).Select(f => f.Id).ToList();
        Assert.Equal(expected.Select(f => f.Id), found);
    }

    private async Task EstateAsync()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("fusion-rms-bkry2", "bkry2");
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-acme-2", "acme", TestEstate.NonProduction);
        Estate.Add("arn:aws:rds:us-east-1:111111111111:db:wrong-name", []);
        for (var i = 0; i < 10; i++)
        {
            if (i == 5) await Scanner.ScanAsync(Ct);
            Estate.Bucket($"fusion-rms-stranger{i}", $"stranger{i}");
            Estate.Bucket($"some-bucket-{i}", $"unknown{i}", TestEstate.NonProduction);
        }

        await Scanner.ScanAsync(Ct);
    }
}

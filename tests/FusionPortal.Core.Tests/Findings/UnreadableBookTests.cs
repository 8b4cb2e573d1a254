using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

/// <summary>A newer portal has published a book of a format that this build cannot read. Nothing is judged by another one in its
/// place.</summary>
public sealed class UnreadableBookTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private static readonly ComplianceFilter Everything = new();

    [Fact]
    public async Task BookOfFormat99_InForce_JudgesNothing_AndSaysSo()
    {
        await EstateAsync();
        var fresh = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);
        var findings = await FindingsAsync();
        var moment = Scanner.Clock.GetUtcNow();
        await PublishAsync(99);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(5));

        var standing = await Get<BookQueries>().StandingAsync(Ct);
        Assert.Equal((9, 99, false), (standing.Version, standing.Format, standing.Readable));
        Assert.Contains("needs a newer portal", standing.Says, StringComparison.Ordinal);
        var unjudged = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);
        Assert.Equal((0L, 0L, fresh.Score.Pairs), (unjudged.Score.Passed, unjudged.Score.Violated, unjudged.Score.NotEvaluated));
        Assert.NotEmpty(unjudged.Coverage.Gaps);
        Assert.All(
            unjudged.Coverage.Gaps, g => Assert.Equal((CoverageOutcome.Unjudged, Knowledge.UnjudgedMessage), (g.Outcome, g.Message)));
        Assert.Equal(1, Assert.Single(unjudged.ProductionAccounts).NotCovered);
        Assert.All(await FindingsAsync(), f => Assert.Equal(Knowledge.UnjudgedMessage, f.NotEvaluatedWhy));
        var rows = (await Get<NotEvaluatedQueries>().ListAsync(new NotEvaluatedFilter(), null, NotEvaluatedQueries.MaxPage, Ct)).Rows;
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal("A version of the portal that reads the convention book in force.", r.Answer));

        // The past is what it was.
        var past = await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(AsOf: moment), Ct);
        Assert.Equal((fresh.Score, 0), (past.Score, past.Coverage.Gaps.Count));
        Assert.Equal(findings.Count, (await FindingsAsync()).Count);
    }

    [Fact]
    public async Task ScanAndJudging_UnderABookOfFormat99_ChangeNoFinding_AndANewerPortalJudgesAtOnce()
    {
        await EstateAsync();
        var before = (await FindingsAsync(new FindingFilter(Statuses: Enum.GetValues<FindingStatus>()))).Select(f => (f.Number, f.Status))
            .ToHashSet();
        var judgings = await CountAsync("evaluation");
        await PublishAsync(99);
        Estate.Bucket("fusion-rms-lateqa", "kiteqa");
        Scanner.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await Get<EvaluationInput>().IsStaleAsync(Ct));
        Assert.False(await Get<Reevaluate>().ExecuteAsync(Ct));
        var scan = await Scanner.ScanAsync(Ct);

        Assert.Equal(ScanState.Completed, scan.State);
        Assert.Contains("needs a newer portal", scan.Message, StringComparison.Ordinal);
        Assert.Equal(judgings, await CountAsync("evaluation"));
        Assert.True(
            before.SetEquals(
            (await FindingsAsync(new FindingFilter(Statuses: Enum.GetValues<FindingStatus>()))).Select(f => (f.Number, f.Status))));

        // A newer portal publishes a book that is readable again, as this build would in its place: what was read meanwhile is judged.
        await Postgres.ExecuteAsOwnerAsync($"""
            insert into book_version (version, yaml, sha256, format, takes_in, published_by, published_at)
            values (10, $y${ConventionBook.Default.Yaml}$y$, '{ConventionBook.Default.Sha256}', {ConventionBook.Default.Format}, 9,
              'FusionPortal', '{Scanner.Clock.GetUtcNow():O}')
            """);
        Assert.True(await Get<EvaluationInput>().IsStaleAsync(Ct));
        Assert.True(await Get<Reevaluate>().ExecuteAsync(Ct));
        Assert.Contains(await FindingsAsync(), f => f.Name == "fusion-rms-lateqa");
        Assert.Empty((await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Coverage.Gaps);
    }

    [Fact]
    public async Task WhatTheBookWouldDecide_IsRefused_WhileItCannotBeRead()
    {
        await EstateAsync();
        await PublishAsync(99);

        var created = await Assert.ThrowsAsync<RefusedException>(() => OrganizationAsync("later", "Later", EnvironmentKind.Production));
        var previewed =
            await Assert.ThrowsAsync<RefusedException>(
            () => Get<PreviewRecords>().AccountAsync(TestEstate.Production, AccountRole.NonProduction, TestActors.Priya, Ct));

        Assert.Equal(("newer-portal-needed", "newer-portal-needed"), (created.Code, previewed.Code));
    }

    [Fact]
    public async Task TextThatCannotBeRead_OfAFormatThatCan_JudgesNothingEither()
    {
        await EstateAsync();
        await PublishAsync(1);

        Assert.False((await Get<BookQueries>().CurrentAsync(Ct)).IsReadable);
        Assert.False(await Get<Reevaluate>().ExecuteAsync(Ct));
    }

    [Fact]
    public async Task VerdictsOfANewerPortal_ByTheBookInForce_StandAsItGaveThem()
    {
        await EstateAsync();
        var fresh = await Get<ComplianceQueries>().SummaryAsync(Everything, Ct);
        await PublishAsync(99);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(5));
        await Postgres.ExecuteAsOwnerAsync($"""
            insert into evaluation (id, at, book_version, input_hash, pairs, opened, reopened, resolved, deleted)
            values (gen_random_uuid(), '{Scanner.Clock.GetUtcNow():O}', 9, repeat('0', 64), 1, 0, 0, 0, 0)
            """);
        Scanner.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(
            (fresh.Score, 0), await Get<ComplianceQueries>().SummaryAsync(Everything, Ct) is var now ? (now.Score, now.Coverage.Gaps.Count)
            : default);
        // What is read afterwards waits for that portal.
        await Scanner.ScanAsync(Ct);
        Assert.All(
            (await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Coverage.Gaps, g =>
            Assert.Equal(CoverageOutcome.Unjudged, g.Outcome));
        Assert.NotEmpty((await Get<ComplianceQueries>().SummaryAsync(Everything, Ct)).Coverage.Gaps);
    }

    private Task PublishAsync(int format) => Postgres.ExecuteAsOwnerAsync($"""
        insert into book_version (version, yaml, sha256, format, shipped_number, takes_in, published_by, published_at)
        values (9, 'format: {format}', 'x', {format}, 9, 9, 'FusionPortal', '{Scanner.Clock.GetUtcNow().AddSeconds(1):O}')
        """);

    private async Task EstateAsync()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("acme-elsewhere", "acme", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
    }
}

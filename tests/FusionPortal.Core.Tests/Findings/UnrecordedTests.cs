using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

/// <summary>An empty register: one finding an organization, offered as a client, recorded in bulk.</summary>
public sealed class UnrecordedTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Recorded = "ORG-ID-02";

    [Fact]
    public async Task FirstScan_OfAnEmptyRegister_OpensOneFindingAnOrganization()
    {
        Clients(40, resources: 10);

        await Scanner.ScanAsync(Ct);

        var findings = await FindingsAsync();
        Assert.Equal(40, findings.Count(f => f.ConventionId == Recorded));
        Assert.Equal(40, findings.Count);
        Assert.Equal(new RegisterStanding(0, 40), await Get<SeenOrganizationQueries>().StandingAsync(Ct));
    }

    [Fact]
    public async Task BookThatToldEachResource_LeavesThemResolved_ToldOnceAndNotMended()
    {
        await Get<PublishBook>()
            .ExecuteAsync(
            new PublishBookRequest(ConventionBook.Shipped.Single(s => s.Number == 2).Text, "As it was", null), TestActors.Tom, Ct);
        Clients(1, resources: 5);
        await Scanner.ScanAsync(Ct);
        var before = await FindingsAsync();
        Assert.Equal(12, before.Count(f => f.ConventionId is "ENV-03" or "TAG-ORG-07"));
        Estate.Remove("arn:aws:sqs:us-east-1:111111111111:q0-0");

        await Get<PublishBook>().ExecuteAsync(new PublishBookRequest(ConventionBook.Default.Yaml, "Told once", 1), TestActors.Tom, Ct);
        await Scanner.ScanAsync(Ct);

        var told = Assert.Single(await FindingsAsync());
        Assert.Equal((Recorded, "client0"), (told.ConventionId, told.OrgId));
        foreach (var row in before)
        {
            var last = (await Get<FindingQueries>().GetAsync(row.Id, null, Ct))!.Life[^1];
            var gone = row.Name == "q0-0";
            Assert.Equal(
                (FindingStatus.Resolved, gone ? FindingCause.Deleted : FindingCause.ToldOnce, gone ? null : (long?)told.Number),
                    (last.Status, last.Cause, last.ToldBy));
        }

        var change = (await Get<ChangeQueries>().SincePreviousAsync(new ComplianceFilter(), Ct))!;
        Assert.Equal((0, 2, 10), (change.Fixed, change.Deleted, change.ConventionRemoved));
    }

    [Fact]
    public async Task Finding_OfAnOrganizationWhoseAccountIsNotRead_StaysOpenAndOffered_UntilItIsRecorded()
    {
        Estate.Bucket("fusion-rms-newco", "newco", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
        Estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Denied);
        Estate.Remove("arn:aws:s3:::fusion-rms-newco");
        await Scanner.ScanAsync(Ct);

        Assert.Equal(FindingStatus.Open, (await FindingAsync(Recorded, "newco")).Status);
        Assert.Single((await OfferAsync()).Rows);

        var clients = new[] { new CreateOrganizationRequest("newco", "Newco", EnvironmentKind.QA) };
        var preview = await Get<RecordSeenOrganizations>().PreviewAsync(clients, TestActors.Priya, Ct);
        await Get<RecordSeenOrganizations>().ExecuteAsync(new(clients, preview.Token), TestActors.Priya, Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);
        Assert.Equal(1, preview.Closes);
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(FindingStatus.Resolved, (await FindingAsync(Recorded, "newco")).Status);
        Assert.Empty((await OfferAsync()).Rows);
    }

    [Fact]
    public async Task Finding_WhoseTagsAreNotRead_StaysOpen()
    {
        Estate.Lists("s3", isGlobal: false, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::files");
        Estate.Bucket("files", "newco");
        await Scanner.ScanAsync(Ct);
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        await Scanner.ScanAsync(Ct);

        var finding = await FindingAsync(Recorded, "newco");
        Assert.Equal(FindingStatus.Open, finding.Status);
    }

    [Fact]
    public async Task Offer_SelectsWhatNothingSpeaksAgainst()
    {
        Estate.Bucket("fusion-rms-newco", "newco");
        Estate.Bucket("fusion-rms-oneco", "twoco");
        Estate.Bucket("fusion-rms-labco", "labco", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);

        var rows = (await OfferAsync()).Rows.ToDictionary(r => r.Seen.Key);

        Assert.Equal(["labco", "newco", "oneco", "twoco"], rows.Keys);
        Assert.Equal(["newco"], rows.Values.Where(r => r.Proposal.IsClear).Select(r => r.Seen.Key));
        Assert.Contains("twoco", rows["oneco"].Proposal.Doubts[0], StringComparison.Ordinal);
        Assert.Null(rows["labco"].Proposal.Environment);
        Assert.Equal((await FindingAsync(Recorded, "newco")).Number, rows["newco"].FindingNumber);
    }

    [Fact]
    public async Task Offer_IsPaged()
    {
        Clients(7, resources: 0);
        await Scanner.ScanAsync(Ct);

        var first = await Get<SeenOrganizationQueries>().ListAsync(TestActors.Priya, null, 5, Ct);
        var second = await Get<SeenOrganizationQueries>().ListAsync(TestActors.Priya, first.NextCursor, 5, Ct);

        Assert.Equal((5, 2, 7L, null), (first.Rows.Count, second.Rows.Count, first.Total, second.NextCursor));
        Assert.Equal(7, first.Rows.Concat(second.Rows).Select(r => r.Seen.Key).Distinct().Count());
    }

    [Fact]
    public async Task Recording_DoesWhatThePreviewSaid_WithAnEventForEach()
    {
        Clients(3, resources: 4);
        await Scanner.ScanAsync(Ct);
        var clients = Requests("client0", "client1");

        var preview = await Get<RecordSeenOrganizations>().PreviewAsync(clients, TestActors.Priya, Ct);
        var made = await Get<RecordSeenOrganizations>().ExecuteAsync(new(clients, preview.Token), TestActors.Priya, Ct);
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((0L, 2L), (made.Opened, made.Closed));
        Assert.Equal(["client0", "client1"], made.Value.Select(m => m.OrgId));
        Assert.Equal((0L, 2L), (preview.Opens, preview.Closes));
        Assert.Equal(["client2"], (await FindingsAsync()).Select(f => f.OrgId));
        Assert.Equal(
            2, await CountAsync(
            "audit.event e join audit.body b using (stream, seq) where e.kind = 'organization.created' and b.body ilike "
                + "'%\"seenIn\":{\"resources\":5%'"));
    }

    [Fact]
    public async Task Recording_WhereOneFieldIsWrong_RecordsNothing_AndNamesEachField()
    {
        Clients(3, resources: 0);
        await Scanner.ScanAsync(Ct);
        await OrganizationAsync("client2", "Taken", EnvironmentKind.Production);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Get<RecordSeenOrganizations>().PreviewAsync(
            [new("client0", "", (EnvironmentKind)(-1)), .. Requests("client1", "client2")], TestActors.Priya, Ct));

        Assert.Equal(("clients-refused", "clients[0].title"), (refused.Code, refused.Field));
        Assert.Equal(
            [(0, "title"), (0, "environment"), (2, "orgId")], ((IEnumerable<ClientProblem>)refused.Details!)
                .Select(p => (p.Index, p.Field)));
        Assert.Equal(1, await CountAsync("organization"));
    }

    [Theory]
    [InlineData(null, "preview-required")]
    [InlineData("0123456789abcdef0123456789abcdef", "preview-changed")]
    public async Task Recording_BySomebodyWhoSawAnotherPreview_IsRefused(string? token, string code)
    {
        Clients(1, resources: 0);
        await Scanner.ScanAsync(Ct);

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Get<RecordSeenOrganizations>().ExecuteAsync(new(Requests("client0"), token), TestActors.Priya, Ct));

        Assert.Equal((code, 0L), (refused.Code, await CountAsync("organization")));
    }

    [Fact]
    public async Task Recording_WhatNothingNames_IsRefused()
    {
        Clients(1, resources: 0);
        await Scanner.ScanAsync(Ct);

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Get<RecordSeenOrganizations>().PreviewAsync(Requests("client0", "elsewhere"), TestActors.Priya, Ct));

        Assert.Equal(("clients-refused", "clients[1].orgId"), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Recording_NeedsALead_AndReadingTheOfferAnOverseer()
    {
        foreach (var actor in (Actor[])[TestActors.Ana, TestActors.Ingrid])
        {
            var refused =
                await Assert.ThrowsAsync<RefusedException>(
                () => Get<RecordSeenOrganizations>().PreviewAsync(Requests("client0"), actor, Ct));
            Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        }

        Assert.Equal(
            RefusalKind.Forbidden,
            (await Assert.ThrowsAsync<RefusedException>(() => Get<SeenOrganizationQueries>().ListAsync(TestActors.Ana, null, 5, Ct))).Kind);
        Assert.Empty((await Get<SeenOrganizationQueries>().ListAsync(TestActors.Ingrid, null, 5, Ct)).Rows);
    }

    private Task<OfferedPage> OfferAsync() => Get<SeenOrganizationQueries>().ListAsync(TestActors.Priya, null, 200, Ct);

    private void Clients(int count, int resources)
    {
        for (var c = 0; c < count; c++)
        {
            Estate.Bucket($"fusion-rms-client{c}", $"client{c}");
            for (var r = 0; r < resources; r++)
                Estate.Add($"arn:aws:sqs:us-east-1:111111111111:q{c}-{r}", new() { ["OrgId"] = $"client{c}" });
        }
    }

    private static IReadOnlyList<CreateOrganizationRequest> Requests(params string[] ids) =>
        [.. ids.Select(id => new CreateOrganizationRequest(id, $"Client {id}", EnvironmentKind.Production))];
}

using FusionPortal.Checklists.Runs;
using FusionPortal.Conventions;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.Scorecards;

/// <summary>The list of clients: health, progress, order, search, pages.</summary>
public sealed class ClientListTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task List_OrdersByHealthIdOrTitle_AndEveryPageGoesOnWhereTheLastEnded()
    {
        await OrganizationAsync("kiteqa", "Kite Cycles QA", EnvironmentKind.QA);
        await OrganizationAsync("bkry", "alpen Bakery", EnvironmentKind.Production);
        await OrganizationAsync("acme", "Zebra Stores", EnvironmentKind.Production);
        await OrganizationAsync("calm", "Calm_Teas", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        Estate.Add("arn:aws:s3:::fusion-rms-acme", new() { ["OrgID"] = "acme" });
        Estate.Add("arn:aws:s3:::fusion-rms-bkry", new() { ["OrgID"] = "bkry" });
        Estate.Add("arn:aws:s3:::other-bkry", new() { ["OrgID"] = "bkry" });
        await Scanner.ScanAsync(Ct);

        var byHealth = await AllAsync(ClientSort.Health);

        Assert.Equal("kiteqa", byHealth[0].OrgId);
        Assert.Equal((Severity.Critical, 1L), (byHealth[0].Health.Worst, byHealth[0].Health.MixUps));
        Assert.Equal(byHealth.OrderBy(r => -(int?)r.Health.Worst ?? 1).ThenByDescending(r => r.Health.Open).Select(r => r.OrgId),
            byHealth.Select(r => r.OrgId));
        Assert.True(byHealth.Single(r => r.OrgId == "bkry").Health.Open > byHealth.Single(r => r.OrgId == "acme").Health.Open);
        foreach (var row in byHealth) Assert.Equal((await FindingsAsync(new(OrgId: row.OrgId))).Count, row.Health.Open);
        Assert.Equal(["acme", "bkry", "calm", "kiteqa"], (await AllAsync(ClientSort.Id)).Select(r => r.OrgId));
        Assert.Equal(["bkry", "calm", "kiteqa", "acme"], (await AllAsync(ClientSort.Title)).Select(r => r.OrgId));

        var found = await Get<ClientListQueries>().ListAsync(new ClientFilter("m_t"), ClientSort.Id, null, 50, Ct);
        Assert.Equal(("calm", 1L), (Assert.Single(found.Rows).OrgId, found.Total));
        var qa = await Get<ClientListQueries>().ListAsync(new ClientFilter(Environment: EnvironmentKind.QA), ClientSort.Id, null, 50, Ct);
        Assert.Equal("kiteqa", Assert.Single(qa.Rows).OrgId);
        var first = await Get<ClientListQueries>().ListAsync(new ClientFilter(), ClientSort.Id, null, 1, Ct);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Get<ClientListQueries>().ListAsync(new ClientFilter(), ClientSort.Health, first.NextCursor, 1, Ct));
        Assert.Equal("cursor", refused.Field);
    }

    [Fact]
    public async Task Row_OfAnInstall_SaysHowFarItIs()
    {
        var worker = new RunWorker(Scanner.Portal) { Answers = { ["rds-hosting"] = "shared-new" } };
        var run = await worker.StartInstallAsync("acme", TestActors.Ana, Ct);
        await worker.WorkUntilAsync(run.Head.Id, "rds-hosting-type", TestActors.Ana, TestActors.Marek, Ct);

        var row = Assert.Single(await AllAsync(ClientSort.Id));
        var listed = (await Get<RunQueries>().ListAsync(new RunFilter(OrgId: "acme"), null, 10, Ct)).Rows[0];

        Assert.Equal((run.Head.Id, RunStanding.InProgress), (row.RunId, row.Standing));
        Assert.Equal<RunProgress?>(listed.Progress, row.Progress);
        Assert.True(row.Progress!.Done > 0);
    }

    private async Task<List<ClientRow>> AllAsync(ClientSort sort)
    {
        var rows = new List<ClientRow>();
        for (string? cursor = null; ;)
        {
            var page = await Get<ClientListQueries>().ListAsync(new ClientFilter(), sort, cursor, 1, Ct);
            rows.AddRange(page.Rows);
            if ((cursor = page.NextCursor) is null) return rows;
        }
    }
}

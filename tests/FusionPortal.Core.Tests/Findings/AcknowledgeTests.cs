using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.Findings;

public sealed class AcknowledgeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Acknowledged_StaysOpenAndSurvivesTheNextScan()
    {
        var finding = await OneAsync();
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));

        await AcknowledgeAsync(finding.Id, "Client is testing until Friday.", TestActors.Marek);
        await Scanner.ScanAsync(Ct);

        var after = Assert.Single(await FindingsAsync(new FindingFilter(ConventionIds: [finding.ConventionId])));
        Assert.Equal((finding.Id, FindingStatus.Acknowledged), (after.Id, after.Status));
        var last = (await Get<FindingQueries>().GetAsync(finding.Id, null, Ct))!.Life[^1];
        Assert.Equal((FindingCause.Acknowledged, "Marek Novák", "Client is testing until Friday."), (last.Cause, last.Actor, last.Note));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'finding.acknowledged'"));
    }

    [Fact]
    public async Task Acknowledged_AndFixed_IsResolvedByTheScan()
    {
        var finding = await OneAsync();
        await AcknowledgeAsync(finding.Id, null, TestActors.Priya);
        Estate.Remove(finding.Subject);

        await Scanner.ScanAsync(Ct);

        Assert.Empty(await FindingsAsync());
        var again = await Assert.ThrowsAsync<RefusedException>(() => AcknowledgeAsync(finding.Id, null, TestActors.Priya));
        Assert.Equal((RefusalKind.Conflict, "resolved"), (again.Kind, again.Code));
    }

    [Fact]
    public async Task Acknowledged_ByTwoAtOnce_TellsTheSecondWhoWas()
    {
        var finding = await OneAsync();

        var outcomes = await Task.WhenAll(TryAsync(TestActors.Ana), TryAsync(TestActors.Marek));

        var refused = Assert.Single(outcomes, o => o is not null)!;
        Assert.Equal("already-acknowledged", refused.Code);
        Assert.Matches("(Ana Ruiz|Marek Novák) has acknowledged it already", refused.Message);

        async Task<RefusedException?> TryAsync(Actor actor)
        {
            try
            {
                await AcknowledgeAsync(finding.Id, null, actor);
                return null;
            }
            catch (RefusedException e)
            {
                return e;
            }
        }
    }

    [Fact]
    public async Task Note_WithASecret_IsRefusedAndNowhere()
    {
        var finding = await OneAsync();

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => AcknowledgeAsync(finding.Id, "Server=db;User Id=sa;Password=Tr0ub4dor&3;", TestActors.Priya));

        Assert.Equal(RefusalKind.SecretFound, refused.Kind);
        Assert.DoesNotContain("Tr0ub4dor", refused.Message);
        Assert.Equal(0, await CountAsync("finding_version where note is not null"));
        Assert.Equal(0, await CountAsync("audit.body where body like '%Tr0ub4dor%'"));
    }

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public async Task Acknowledge_ByOthers_IsForbidden(Role role)
    {
        var finding = await OneAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => AcknowledgeAsync(finding.Id, null, TestActors.Of(role)));

        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    [Fact]
    public async Task Acknowledge_OfNothing_IsNotFound()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => AcknowledgeAsync(Guid.CreateVersion7(), null, TestActors.Ana));

        Assert.Equal(RefusalKind.NotFound, refused.Kind);
    }

    [Fact]
    public async Task Several_AreAcknowledgedEach_AndWhatSomebodyHadDoneIsSaid()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        foreach (var name in (string[])["acme", "acmetwo", "acmethree"])
            Estate.Add($"arn:aws:s3:::fusion-rms-{name}", new() { ["OrgID"] = "acme" });
        await Scanner.ScanAsync(Ct);
        var ids = (await FindingsAsync()).Select(f => f.Id).ToArray();
        await AcknowledgeAsync(ids[0], null, TestActors.Marek);

        var outcome = await SeveralAsync([.. ids, ids[1]], "All of them on Friday.");

        Assert.Equal(ids.Length - 1, outcome.Acknowledged);
        Assert.Equal(new NotAcknowledged(ids[0], "Marek Novák has acknowledged it already."), Assert.Single(outcome.Left));
        Assert.All(await FindingsAsync(), f => Assert.Equal(FindingStatus.Acknowledged, f.Status));
        Assert.Equal(ids.Length, await CountAsync("audit.event where kind = 'finding.acknowledged'"));
    }

    [Fact]
    public async Task Several_WithASecretInTheNote_OrTooMany_LeaveAllAsTheyWere()
    {
        var finding = await OneAsync();

        var secret = await Assert.ThrowsAsync<RefusedException>(() => SeveralAsync([finding.Id], "password=Tr0ub4dor&3xyz!"));
        var many = await Assert.ThrowsAsync<RefusedException>(
            () => SeveralAsync([.. Enumerable.Range(0, AcknowledgeFindings.Most + 1).Select(_ => Guid.CreateVersion7())], null));
        var none = await Assert.ThrowsAsync<RefusedException>(() => SeveralAsync([], null));

        Assert.Equal((RefusalKind.SecretFound, "note"), (secret.Kind, secret.Field));
        Assert.All([many, none], refused => Assert.Equal((RefusalKind.Invalid, "how-many"), (refused.Kind, refused.Code)));
        Assert.Equal(0, await CountAsync("audit.event where kind = 'finding.acknowledged'"));
    }

    private Task<AcknowledgedFindings> SeveralAsync(IReadOnlyCollection<Guid> ids, string? note) =>
        Get<AcknowledgeFindings>().ExecuteAsync(new AcknowledgeFindingsRequest(ids, note), TestActors.Priya, Ct);

    private Task AcknowledgeAsync(Guid id, string? note, Actor actor) =>
        Get<AcknowledgeFinding>().ExecuteAsync(new AcknowledgeFindingRequest(id, note), actor, Ct);

    private async Task<FindingRow> OneAsync()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Add("arn:aws:s3:::fusion-rms-acme", new() { ["OrgID"] = "acme" });
        await Scanner.ScanAsync(Ct);
        return Assert.Single(await FindingsAsync());
    }
}

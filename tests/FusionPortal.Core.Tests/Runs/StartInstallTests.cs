using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Templates;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.Runs;

public sealed class StartInstallTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private static readonly AcknowledgedTopic Read =
        new(ReferenceTopic.AwsResources.Key, ReferenceTopic.AwsResources.Version, ReferenceTopic.AwsResources.Sha256);

    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Install_Started_IsPinnedToTheTemplateAndFreezesTheOrganizationId()
    {
        await CreateAsync("pinned");

        var id = await StartAsync("Pinned", Read, TestActors.Ana);

        var run = (await _portal.Get<RunQueries>().FindAsync(id, "ana", Ct))!;
        Assert.Equal(
            ("client-install", TemplateLibrary.Get("client-install").Template.Version, "pinned", "Ana Ruiz"),
            (run.Head.TemplateKey, run.Head.TemplateVersion, run.Head.OrgId, run.Head.StartedBy));
        Assert.Equal((Read.Key, Read.Version), (run.Head.TopicKey, run.Head.TopicVersion));
        Assert.NotNull(run.NextStep);
        Assert.Equal(run.Head.StartedAt, (await _portal.Get<OrganizationQueries>().FindAsync("pinned", Ct))!.InstallBegunAt);
        Assert.Equal(id, await _portal.Get<RunQueries>().InstallOfAsync("PINNED", Ct));
        var entry = Assert.Single(await _portal.Get<AuditQueries>().OfSubjectAsync($"run:{id}", null, 10, Ct));
        Assert.Equal("run.started", entry.Kind);
        Assert.Contains(Read.Sha256!, entry.Body);
    }

    [Theory]
    [InlineData(null, 0, null)]
    [InlineData("aws-resources", 0, null)]
    [InlineData("aws-resources", 1, "0000")]
    [InlineData("other-topic", 1, null)]
    public async Task Install_WithoutTheTopicAcknowledged_IsRefusedWithWhatToRead(string? key, int version, string? sha256)
    {
        var orgId = $"unread{Guid.CreateVersion7():N}"[..30];
        await CreateAsync(orgId);

        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => StartAsync(orgId, key is null ? null : new AcknowledgedTopic(key, version, sha256), TestActors.Ana));

        Assert.Equal((RefusalKind.Invalid, "topic-not-acknowledged"), (refused.Kind, refused.Code));
        Assert.Contains(ReferenceTopic.AwsResources.Title, refused.Message);
        Assert.Null((await _portal.Get<OrganizationQueries>().FindAsync(orgId, Ct))!.InstallBegunAt);
    }

    [Fact]
    public async Task Install_StartedTwiceByDifferentPeople_IsRefusedWithWhoWasFirst()
    {
        await CreateAsync("twice");
        await StartAsync("twice", Read, TestActors.Ana);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => StartAsync("twice", Read, TestActors.Marek));

        Assert.Equal((RefusalKind.Conflict, "install-exists"), (refused.Kind, refused.Code));
        Assert.Contains("Ana Ruiz", refused.Message);
    }

    [Fact]
    public async Task StartCommand_SentManyTimesAtOnce_StartsOneRun()
    {
        await CreateAsync("startonce");
        var command = Guid.CreateVersion7();

        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StartAsync("startonce", Read, TestActors.Ana, command)));

        Assert.Single(ids.Distinct());
        Assert.Single(await _portal.Get<AuditQueries>().OfSubjectAsync($"run:{ids[0]}", null, 10, Ct));
    }

    [Fact]
    public async Task StartCommand_UsedForAnotherClient_IsRefused()
    {
        await CreateAsync("commanda");
        await CreateAsync("commandb");
        var command = Guid.CreateVersion7();
        await StartAsync("commanda", Read, TestActors.Ana, command);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => StartAsync("commandb", Read, TestActors.Ana, command));

        Assert.Equal("command-reused", refused.Code);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("nul\0")]
    public async Task Install_OfAnUnknownClient_IsNotFound(string orgId)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => StartAsync(orgId, Read, TestActors.Ana));

        Assert.Equal((RefusalKind.NotFound, "no-such-organization"), (refused.Kind, refused.Code));
    }

    [Fact]
    public async Task Install_StartedByAnAuditor_IsForbidden()
    {
        await CreateAsync("audited");

        var refused = await Assert.ThrowsAsync<RefusedException>(() => StartAsync("audited", Read, TestActors.Ingrid));

        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    private async Task CreateAsync(string orgId)
    {
        await _portal.Get<ImportTemplates>().ExecuteAsync(Actor.System, Ct);
        await _portal.Get<CreateOrganization>()
            .ExecuteAsync(new CreateOrganizationRequest(orgId, $"Client {orgId}", EnvironmentKind.Production), TestActors.Ana, Ct);
    }

    private Task<Guid> StartAsync(string orgId, AcknowledgedTopic? acknowledged, Actor actor, Guid? command = null) =>
        _portal.Get<StartInstall>().ExecuteAsync(new StartInstallRequest(orgId, acknowledged, command ?? Guid.CreateVersion7()), actor, Ct);
}

using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Conventions;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Templates;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.ShippedTexts;

public sealed class ShippedTemplateTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task HigherNumber_TakesNewRuns_AndRunsInWorkStayOnTheirs()
    {
        Assert.Equal(4, await StartAsync(1));
        await _portal.Get<CreateOrganization>().ExecuteAsync(new("pinned", "Pinned", EnvironmentKind.Production), TestActors.Ana, Ct);
        await _portal.Get<CreateOrganization>().ExecuteAsync(new("later", "Later", EnvironmentKind.Production), TestActors.Ana, Ct);
        var before = await InstallAsync("pinned");

        Assert.Equal(4, await StartAsync(2));
        // Two versions of the portal that are started in turn.
        foreach (var number in new[] { 1, 2, 1, 2 }) Assert.Equal(0, await StartAsync(number));

        var versions = (await _portal.Get<TemplateQueries>().ListAsync(Ct)).Where(t => t.Key == TemplateLibrary.ClientInstall).ToArray();
        Assert.Equal([(2, true), (1, false)], versions.Select(v => (v.Version, v.Published)));
        Assert.Equal(
            Shipped(TemplateLibrary.ClientInstall, 1).Source, await _portal.Get<TemplateQueries>()
            .YamlAsync(TemplateLibrary.ClientInstall, 1, Ct));
        var runs = _portal.Get<RunQueries>();
        Assert.Equal(1, (await runs.FindAsync(before, TestActors.Ana.SubjectId, Ct))!.Head.TemplateVersion);
        Assert.Equal(2, (await runs.FindAsync(await InstallAsync("later"), TestActors.Ana.SubjectId, Ct))!.Head.TemplateVersion);
        await Assert.ThrowsAsync<ShippedTextConflictException>(() => _portal.Get<ImportTemplates>().ExecuteAsync(
            [TemplateYaml.Read(
                Shipped("vpc", 2).Source.Replace("title: VPC", "title: VPC, otherwise", StringComparison.Ordinal))],
                Actor.System, Ct));
    }

    [Fact]
    public async Task TemplateOfAFormatThisBuildCannotRead_IsRefusedAsThat_AndKeepsItsBytes()
    {
        const string Yaml = "key: vault\nformat: 99\nversion: 1\n";
        await postgres.ExecuteAsOwnerAsync(
            "insert into template_version (id, key, version, title, kind, shared_kind, yaml, sha256, published, "
                + "takes_in, published_by, published_at)"
            + $" values (gen_random_uuid(), 'vault', 1, 'Vault', 'SharedResource', 'vault', '{Yaml}', 'x', true, 1, "
            + "'FusionPortal', '2026-11-27T09:00:01Z')");
        var templates = _portal.Get<TemplateQueries>();

        try
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => templates.SharedKindsAsync(Ct));

            Assert.Equal((RefusalKind.Conflict, "newer-portal-needed"), (refused.Kind, refused.Code));
            Assert.Contains("format 99", refused.Message, StringComparison.Ordinal);
            Assert.Equal(Yaml, await templates.YamlAsync("vault", 1, Ct));
        }
        finally
        {
            await postgres.ExecuteAsOwnerAsync("delete from template_version where key = 'vault'");
        }
    }

    private static LoadedTemplate Shipped(string key, int number)
    {
        var first = TemplateLibrary.Shipped.First(s => s.Key == key).Text;
        return TemplateYaml.Read(
            number == 1 ? first
            : $"# Number {number}.\n" + first.Replace("version: 1\n", $"version: {number}\n", StringComparison.Ordinal));
    }

    private Task<int> StartAsync(int number) => _portal.Get<ImportTemplates>().ExecuteAsync(
        [.. TemplateLibrary.All.Select(t => Shipped(t.Template.Key, number))], Actor.System, Ct);

    private async Task<Guid> InstallAsync(string orgId)
    {
        var topic = (await _portal.Get<TemplateQueries>().RequiredTopicAsync(TemplateLibrary.ClientInstall, Ct))!;
        return await _portal.Get<StartInstall>()
            .ExecuteAsync(
            new StartInstallRequest(orgId, new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), Guid.CreateVersion7()),
            TestActors.Ana, Ct);
    }
}

using FusionPortal.Conventions;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Core.Tests.AuditReading;

public sealed class AuditReaderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Values_AreTold_WithLabelClientAndWhatWasBefore()
    {
        var run = await new RunWorker(_portal).StartInstallAsync("telling", TestActors.Ana, Ct);
        await SaveAsync(run, 0, "Oregon");
        await SaveAsync(run, 1, "Utah");

        var told = await _portal.Get<AuditReader>().ListAsync(new AuditFilter(Subject: $"run:{run.Head.Id}"), null, 10, Ct);

        Assert.Equal($"Marek Novák set Areas of operation of {run.Head.Title} to Utah, was Oregon", told[0].Text);
        Assert.Equal([new EventChange("Areas of operation", "Oregon", "Utah")], told[0].Changes);
        Assert.Equal($"Marek Novák set Areas of operation of {run.Head.Title} to Oregon, was nothing", told[1].Text);
        Assert.StartsWith($"Ana Ruiz started run {run.Head.Title} by checklist client-install", told[2].Text, StringComparison.Ordinal);
        Assert.Contains(told[0].Parts, p => p.Subject == $"run:{run.Head.Id}");
    }

    [Fact]
    public async Task Answers_AreToldByTheirLabels_AndInOneLine()
    {
        var run = await new RunWorker(_portal).StartInstallAsync("labelled", TestActors.Ana, Ct);
        await SaveAsync(run, "deployment-type", "deployment", "fusion-hosted");
        await SaveAsync(run, "site-list", "sites", "corp: Head Office\nstore1: Main Street");

        var told = await _portal.Get<AuditReader>().ListAsync(new AuditFilter(Subject: $"run:{run.Head.Id}"), null, 2, Ct);

        Assert.Contains("to corp: Head Office, store1: Main Street, was nothing", told[0].Text, StringComparison.Ordinal);
        Assert.Contains("set Deployment type of Client labelled to Fusion Hosted, was nothing", told[1].Text, StringComparison.Ordinal);
        Assert.Equal("Fusion Hosted", Assert.Single(told[1].Changes).After);
    }

    [Fact]
    public async Task EventsOfAClient_AreItsOwnAndThoseOfItsRuns()
    {
        var run = await new RunWorker(_portal).StartInstallAsync("ofclient", TestActors.Ana, Ct);
        await new RunWorker(_portal).StartInstallAsync("ofanother", TestActors.Ana, Ct);
        await SaveAsync(run, 0, "Oregon");

        var told = await _portal.Get<AuditReader>().ListAsync(new AuditFilter(OrgId: "ofclient"), null, 50, Ct);

        Assert.Equal(
            ["run.step-set", "run.started", "organization.created"], told.Select(t => t.Entry.Kind));
        Assert.All(told, t => Assert.Contains(t.Entry.Subject, new[] { $"run:{run.Head.Id}", "organization:ofclient" }));
    }

    [Fact]
    public async Task Correction_ShowsBeforeAndAfter_AndItsReason()
    {
        var created = await _portal.Get<CreateOrganization>().ExecuteAsync(
            new CreateOrganizationRequest("corrected", "Corrected", EnvironmentKind.QA), TestActors.Priya, Ct);
        await _portal.Get<CorrectOrganization>().ExecuteAsync(
            new CorrectOrganizationRequest("corrected", "Corrected", EnvironmentKind.Staging, "It was staging all along", created.Revision),
            TestActors.Priya, Ct);

        var told = (await _portal.Get<AuditReader>().ListAsync(new AuditFilter(Subject: "organization:corrected"), null, 1, Ct))[0];

        Assert.Equal("Priya Shah corrected the record of Corrected: “It was staging all along”", told.Text);
        Assert.Equal(
            [new EventChange("Title", "Corrected", "Corrected"), new EventChange("Environment", "qa", "staging")], told.Changes);
        Assert.Equal([false, true], told.Changes.Select(c => c.IsChanged));
    }

    private Task<SetStepOutcome> SaveAsync(RunDetail run, long revision, string value) =>
        SaveAsync(run, "site-title", "areas-of-operation", value, revision);

    private Task<SetStepOutcome> SaveAsync(RunDetail run, string step, string field, string value, long revision = 0) =>
        _portal.Get<SetStep>().ExecuteAsync(
            new SetStepRequest(
                run.Head.Id, step, StepAction.SaveFields, revision, new Dictionary<string, string?> { [field] = value }, null,
                Guid.CreateVersion7()),
            TestActors.Marek, Ct);
}

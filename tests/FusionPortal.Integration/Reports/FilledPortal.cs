using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;
using FusionPortal.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Reports;

/// <summary>Filled once for all that only read it.</summary>
[CollectionDefinition(nameof(FilledPortal))]
public sealed class OfFilledPortal : ICollectionFixture<FilledPortal>;

/// <summary>
/// A portal over a database that was filled at moments of its own, so that everything but ids comes out the same each time: clients,
/// findings of every standing, a target and an account nobody could read, a run with values.
/// </summary>
public sealed class FilledPortal(TestCluster cluster, IdentityFixture identity) : IAsyncLifetime
{
    public PortalHost Host { get; } = new(cluster, identity);

    /// <summary>A client's install, begun and answered in part.</summary>
    public Guid Run { get; private set; }

    /// <summary>A moment before the last scan.</summary>
    public DateTimeOffset Before { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        await using var scanner = new TestScanner(Host.Postgres);
        await FillAsync(scanner);
        await Host.StartAsync(services => services.AddSingleton<TimeProvider>(scanner.Clock));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task FillAsync(TestScanner scanner)
    {
        var (estate, portal) = (scanner.Estate, scanner.Portal);
        foreach (var (orgId, title, environment) in new[]
        {
            ("kiteqa", "Kite \"Cycles\", Ltd", EnvironmentKind.QA), ("bkry2", "Bäckerei", EnvironmentKind.Production),
        })
            await portal.Get<CreateOrganization>().ExecuteAsync(
                new CreateOrganizationRequest(orgId, title, environment), TestActors.Priya, Ct);
        estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        estate.Bucket("kite-pictures", "kiteqa", TestEstate.NonProduction);
        estate.Bucket("fusion-rms-bkry2", "bkry2");
        estate.Bucket("=cmd", "nobody, \"here\"");
        estate.Bucket("gone-later", "bkry2");
        estate.Accounts.Add(new DiscoveredAccount("333333333333", "Undeclared", "ACTIVE", new Dictionary<string, string>()));
        estate.Add("arn:aws:ec2:us-east-1:333333333333:instance/i-0123456789abcdef0", new() { ["Name"] = "POS-1" }, "333333333333");
        await scanner.ScanAsync(Ct);
        Before = scanner.Clock.GetUtcNow();

        scanner.Readers.Creators["arn:aws:s3:::fusion-rms-bkry2"] = new CreatorFact(
            "arn:aws:iam::111111111111:user/ana", "ana", IsRoot: false, "CreateBucket",
            new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), CreatorKind.User);
        await portal.Get<FindCreators>().ExecuteAsync(Ct);
        var finding = (await portal.Get<FindingQueries>().ListAsync(
            new FindingFilter(OrgId: "kiteqa", MixUps: false), FindingSort.Severity, null, 1, Ct)).Rows[0];
        await portal.Get<AcknowledgeFinding>().ExecuteAsync(
            new AcknowledgeFindingRequest(finding.Id, "Known"), TestActors.Priya, Ct);
        scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        estate.Remove("arn:aws:s3:::gone-later");
        estate.Break(TestEstate.In(TestEstate.NonProduction), TargetFailure.Denied);
        await scanner.ScanAsync(Ct);

        var worker = new RunWorker(portal);
        Run = (await worker.StartInstallAsync("filled", TestActors.Ana, Ct)).Head.Id;
        scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.DoAsync(
            Run, "site-title", Core.Runs.StepAction.SaveFields, TestActors.Marek, Ct,
            new Dictionary<string, string?> { ["areas-of-operation"] = "Oregon, \"coast\"" });
        // For the history of accounts: a record that has ended, and nothing that judging knows of.
        await portal.Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest("333333333333", true), TestActors.Priya, Ct);
        scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest("333333333333", false), TestActors.Priya, Ct);
    }
}

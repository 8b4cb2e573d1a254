using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.History;

/// <summary>Does one random thing after the other to a portal: what scans see, what people record, what they work.</summary>
internal sealed class RandomHistory(TestScanner scanner, Random random, CancellationToken ct)
{
    private static readonly string[] Clients = ["acme", "burgers", "cantina", "diner"];
    private static readonly string[] Buckets = ["fusion-rms-acme", "fusion-rms-burgers", "acme-qa-images", "burgers-backup", "strange"];

    private readonly RunWorker _worker = new(scanner.Portal);
    private readonly HashSet<string> _clients = [];

    /// <summary>Runs begun so far.</summary>
    public List<Guid> Runs { get; } = [];

    /// <summary>What was done, for whoever reads a failure.</summary>
    public List<string> Done { get; } = [];

    private TestEstate Estate => scanner.Estate;

    public async Task BeginAsync()
    {
        await scanner.Portal.Get<PublishShippedBook>().ExecuteAsync(Core.People.Actor.System, ct);
        Estate.Lists("s3", isGlobal: true, "s3-bucket");
        await ClientAsync();
        await ScanAsync();
    }

    public async Task StepAsync()
    {
        (string Name, Func<Task> Do)[] steps =
        [
            ("scan", ScanAsync), ("scan", ScanAsync), ("scan", ScanAsync), ("client", ClientAsync), ("correct", CorrectAsync), ("declare", DeclareAsync), ("pause", PauseAsync),
            ("acknowledge", AcknowledgeAsync), ("book", BookAsync), ("facts", FactsAsync), ("run", RunAsync), ("tick", TickAsync), ("tick", TickAsync), ("judge", JudgeAsync),
        ];
        var (name, todo) = steps[random.Next(steps.Length)];
        Done.Add(name);
        await todo();
    }

    private async Task ScanAsync()
    {
        for (var change = random.Next(4); change >= 0; change--) ChangeEstate();
        await scanner.ScanAsync(ct);
    }

    private void ChangeEstate()
    {
        var bucket = Pick(Buckets);
        var arn = $"arn:aws:s3:::{bucket}";
        var account = random.Next(3) == 0 ? TestEstate.NonProduction : TestEstate.Production;
        switch (random.Next(7))
        {
            case 0:
                Estate.Remove(arn);
                break;
            case 1 or 2:
                Estate.Remove(arn);
                Estate.AddListed("s3", arn, accountId: account);
                if (random.Next(3) > 0) Estate.Bucket(bucket, Pick(Clients), account);
                break;
            case 3:
                Estate.Break(TestEstate.In(account), Pick(TargetFailure.Denied, TargetFailure.Throttled), message: $"Refused {random.Next(9)}.");
                break;
            case 4:
                Estate.Heal();
                break;
            case 5 when Estate.Accounts.Count < 5:
                var id = $"{33333333333L * Estate.Accounts.Count:D12}";
                Estate.Accounts.Add(new DiscoveredAccount(id, $"Found {id}", "ACTIVE", new Dictionary<string, string>()));
                break;
            default:
                Estate.Accounts[0] = Estate.Accounts[0] with { Name = $"POS Production {random.Next(9)}" };
                break;
        }
    }

    private async Task ClientAsync()
    {
        if (Clients.FirstOrDefault(c => !_clients.Contains(c)) is not { } orgId) return;
        _clients.Add(orgId);
        await scanner.Portal.Get<CreateOrganization>().ExecuteAsync(
            new CreateOrganizationRequest(orgId, $"Client {orgId}", Pick(Enum.GetValues<EnvironmentKind>())), TestActors.Priya, ct);
    }

    private async Task CorrectAsync()
    {
        var orgId = Pick(_clients.ToArray());
        await using var db = await scanner.Portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.StampAsync(scanner.Clock, HistoryDomains.Records, ct);
        await db.Set<Organization>().Where(o => o.OrgId == orgId).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Title, $"Client {orgId} {random.Next(99)}").SetProperty(o => o.Environment, Pick(Enum.GetValues<EnvironmentKind>())), ct);
        await transaction.CommitAsync(ct);
    }

    private async Task DeclareAsync()
    {
        var account = Pick([.. await scanner.Portal.Get<AccountQueries>().ListAsync(ct)]);
        await scanner.Portal.Get<DeclareAccount>().ExecuteAsync(
            new DeclareAccountRequest(account.Id, Pick(Enum.GetValues<AccountRole>()), account.Revision), TestActors.Priya, ct);
    }

    private async Task PauseAsync() => await
        scanner.Portal.Get<PauseAccount>().ExecuteAsync(new PauseAccountRequest(TestEstate.NonProduction, random.Next(2) == 0), TestActors.Priya, ct);

    private async Task AcknowledgeAsync()
    {
        var open = await scanner.Portal.Get<FindingQueries>().ListAsync(
            new FindingFilter(Statuses: [FindingStatus.Open, FindingStatus.Reopened]), FindingSort.Severity, null, 20, ct);
        if (open.Rows.Count == 0) return;
        await scanner.Portal.Get<AcknowledgeFinding>().ExecuteAsync(new AcknowledgeFindingRequest(Pick([.. open.Rows]).Id, $"Note {random.Next(99)}"), TestActors.Priya, ct);
    }

    private async Task BookAsync()
    {
        var current = await scanner.Portal.Get<BookQueries>().CurrentAsync(ct);
        var convention = Pick([.. current.Conventions.Where(c => !c.Title.Contains('"'))]);
        var book = ConventionBook.Load(current.Yaml.Replace(convention.Title, $"{convention.Title} {random.Next(99)}", StringComparison.Ordinal));
        await using var db = await scanner.Portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var latest = await BookPublication.LatestAsync(db, ct);
        await BookPublication.AddAsync(db, latest, book, null, latest?.TakesIn ?? 0, "Reworded", TestActors.Priya, scanner.Clock, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task FactsAsync()
    {
        scanner.Clock.Advance(TimeSpan.FromHours(25));
        foreach (var bucket in Buckets)
            scanner.Readers.Buckets[bucket] = JsonSerializer.SerializeToElement(new { blocked = random.Next(2) == 0 });
        await scanner.Portal.Get<ReadBucketFacts>().ExecuteAsync(ct);
        await scanner.Portal.Get<FindCreators>().ExecuteAsync(ct);
    }

    private async Task RunAsync()
    {
        if (random.Next(2) == 0)
        {
            Runs.Add((await _worker.StartSharedAsync("rds-instance", $"Database {Runs.Count}", TestActors.Ana, ct)).Head.Id);
            return;
        }

        var orgId = $"client{Runs.Count}";
        Runs.Add((await _worker.StartInstallAsync(orgId, TestActors.Ana, ct)).Head.Id);
        _clients.Add(orgId);
    }

    private async Task TickAsync()
    {
        if (Runs.Count == 0) return;
        var run = await _worker.ViewAsync(Pick([.. Runs]), TestActors.Ana, ct);
        if (run.NextStep is { } next) await _worker.TickAsync(run.Head.Id, next, TestActors.Ana, ct);
    }

    private async Task JudgeAsync() => await scanner.Portal.Get<Reevaluate>().ExecuteAsync(ct);

    private T Pick<T>(params T[] of) => of[random.Next(of.Length)];
}

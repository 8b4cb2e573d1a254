using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.History;

/// <summary>
/// Does one random thing after the other to a portal, through its own use cases: what scans see, what people record, what they work. Its
/// scanner lists regions and keeps a week of resources.
/// </summary>
internal sealed partial class RandomHistory(TestScanner scanner, Random random, CancellationToken ct)
{
    private static readonly string[] Clients = ["acme", "burgers", "cantina", "diner"];
    private static readonly string[] Buckets = ["fusion-rms-acme", "fusion-rms-burgers", "acme-qa-images", "burgers-backup", "strange"];

    private readonly RunWorker _worker = new(scanner.Portal);
    private readonly HashSet<string> _clients = [];
    private readonly HashSet<(Guid Run, string Link)> _linked = [];
    private readonly List<(string Name, Func<Task<bool>> Do)> _bag = [];

    /// <summary>The acts there are, as <see cref="Done"/> names them.</summary>
    public static IReadOnlyList<string> Acts { get; } =
    [
        "scan", "scan one account", "client", "correct", "declare", "pause", "acknowledge", "book", "facts", "recheck", "suspend", "retire",
            "region", "prune", "install",
        "shared", "link", "tick", "untick", "cancel", "judge",
    ];

    /// <summary>Runs begun so far.</summary>
    public List<Guid> Runs { get; } = [];

    /// <summary>What was done, for whoever reads a failure; in brackets what there was nothing for, or what was refused.</summary>
    public List<string> Done { get; } = [];

    private TestEstate Estate => scanner.Estate;

    public async Task BeginAsync()
    {
        await scanner.Portal.Get<PublishShippedBook>().ExecuteAsync(Core.Actor.System, ct);
        Estate.Lists("s3", isGlobal: true, "s3-bucket");
        foreach (var account in Estate.Accounts) Estate.Regions[account.AccountId] = [TestEstate.Region];
        await ClientAsync();
        await ScanAsync();
    }

    /// <summary>Does the next act. Each comes round once before any comes again, so that a short history knows most of them.</summary>
    public async Task StepAsync()
    {
        (string Name, Func<Task<bool>> Do)[] acts =
        [
            ("scan", Always(ScanAsync)), ("scan", Always(ScanAsync)), ("scan one account", ScanOneAsync), ("client", Always(ClientAsync)),
                ("correct", CorrectAsync),
            ("declare", Always(DeclareAsync)), ("pause", Always(PauseAsync)), ("acknowledge", AcknowledgeAsync),
                ("book", Always(BookAsync)), ("facts", Always(FactsAsync)),
            ("recheck", RecheckAsync), ("suspend", Always(SuspendAsync)), ("retire", RetireAsync), ("region", Always(RegionAsync)),
                ("prune", Always(PruneAsync)),
            ("install", Always(InstallAsync)), ("shared", Always(SharedAsync)), ("link", LinkAsync), ("tick", TickAsync),
                ("tick", TickAsync), ("untick", UntickAsync),
            ("cancel", CancelAsync), ("judge", Always(JudgeAsync)),
        ];
        if (_bag.Count == 0) _bag.AddRange(acts.OrderBy(_ => random.Next()));
        var (name, todo) = _bag[^1];
        _bag.RemoveAt(_bag.Count - 1);
        try
        {
            Done.Add(await todo() ? name : $"({name})");
        }
        catch (RefusedException refused)
        {
            // People try what is refused, too; it must leave no trace.
            Done.Add($"({name}: {refused.Code})");
        }
    }

    private static Func<Task<bool>> Always(Func<Task> act) => async () =>
    {
        await act();
        return true;
    };

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
                Estate.Break(
                    TestEstate.In(account), Pick(TargetFailure.Denied, TargetFailure.Throttled), message: $"Refused {random.Next(9)}.");
                break;
            case 4:
                Estate.Heal();
                break;
            case 5 when Estate.Accounts.Count < 5:
                var id = $"{33333333333L * Estate.Accounts.Count:D12}";
                Estate.Accounts.Add(new DiscoveredAccount(id, $"Found {id}", "ACTIVE", new Dictionary<string, string>()));
                Estate.Regions[id] = [TestEstate.Region];
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

    private async Task<bool> CorrectAsync()
    {
        var client = (await scanner.Portal.Get<OrganizationQueries>().FindAsync(Pick([.. _clients]), ct))!;
        var (title, environment) = ($"Client {client.OrgId} {random.Next(99)}", Pick(Enum.GetValues<EnvironmentKind>()));
        var preview = await scanner.Portal.Get<PreviewRecords>().OrganizationAsync(client.OrgId, title, environment, TestActors.Priya, ct);
        await scanner.Portal.Get<CorrectOrganizationSeen>().ExecuteAsync(
            new CorrectOrganizationSeenRequest(
                new CorrectOrganizationRequest(client.OrgId, title, environment, "Typed wrong", preview.Revision), preview.Token),
                TestActors.Priya, ct);
        return true;
    }

    private async Task DeclareAsync()
    {
        var account = Pick([.. await scanner.Portal.Get<AccountQueries>().ListAsync(ct)]);
        var role = Pick(Enum.GetValues<AccountRole>());
        var preview = await scanner.Portal.Get<PreviewRecords>().AccountAsync(account.Id, role, TestActors.Priya, ct);
        await scanner.Portal.Get<DeclareAccountSeen>().ExecuteAsync(
            new DeclareAccountSeenRequest(new DeclareAccountRequest(account.Id, role, preview.Revision), preview.Token), TestActors.Priya,
                ct);
    }

    private async Task PauseAsync() => await
        scanner.Portal.Get<PauseAccount>()
            .ExecuteAsync(new PauseAccountRequest(TestEstate.NonProduction, random.Next(2) == 0), TestActors.Priya, ct);

    private async Task<bool> AcknowledgeAsync()
    {
        var open = await scanner.Portal.Get<FindingQueries>().ListAsync(
            new FindingFilter(Statuses: [FindingStatus.Open, FindingStatus.Reopened]), FindingSort.Severity, null, 20, ct);
        if (open.Rows.Count == 0) return false;
        await scanner.Portal.Get<AcknowledgeFinding>()
            .ExecuteAsync(new AcknowledgeFindingRequest(Pick([.. open.Rows]).Id, $"Note {random.Next(99)}"), TestActors.Priya, ct);
        return true;
    }

    private async Task BookAsync()
    {
        var current = await scanner.Portal.Get<BookQueries>().CurrentAsync(ct);
        var convention = Pick([.. current.Conventions.Where(c => !c.Title.Contains('"'))]);
        await scanner.Portal.Get<PublishBook>().ExecuteAsync(
            new PublishBookRequest(
                current.Yaml.Replace(convention.Title, $"{convention.Title} {random.Next(99)}", StringComparison.Ordinal), "Reworded",
                    current.Version), TestActors.Tom, ct);
    }

    private async Task FactsAsync()
    {
        scanner.Clock.Advance(TimeSpan.FromHours(25));
        foreach (var bucket in Buckets)
            scanner.Readers.Facts[bucket] = JsonSerializer.SerializeToElement(new { blocked = random.Next(2) == 0 });
        await scanner.Portal.Get<ReadFacts>().ExecuteAsync(ct);
        await scanner.Portal.Get<FindCreators>().ExecuteAsync(ct);
    }

    private async Task JudgeAsync() => await scanner.Portal.Get<Reevaluate>().ExecuteAsync(ct);

    private T Pick<T>(params T[] of) => of[random.Next(of.Length)];
}

using FusionPortal.Checklists;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.History;

/// <summary>Acts that need something to be there already; false where there was nothing.</summary>
internal sealed partial class RandomHistory
{
    private async Task<bool> ScanOneAsync()
    {
        for (var change = random.Next(3); change >= 0; change--) ChangeEstate();
        var listed = Estate.Accounts.Select(a => a.AccountId).ToHashSet();
        var known = (await scanner.Portal.Get<AccountQueries>().ListAsync(ct)).Where(a => listed.Contains(a.Id)).ToArray();
        if (known.Length == 0) return false;
        await scanner.ScanAsync(ct, new StartScanRequest(AccountId: Pick(known).Id));
        return true;
    }

    private async Task<bool> RecheckAsync()
    {
        var resources = (await scanner.Portal.Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 20, ct)).Rows;
        if (resources.Count == 0) return false;
        await scanner.Portal.Get<RecheckResources>().ExecuteAsync(new RecheckRequest([Pick([.. resources]).Arn]), TestActors.Priya, ct);
        return true;
    }

    // AWS suspends or closes an account, or gives it back; production stays, so that there is something to see.
    private Task SuspendAsync()
    {
        var place = random.Next(1, Estate.Accounts.Count);
        Estate.Accounts[place] = Estate.Accounts[place] with { State = Pick("SUSPENDED", "CLOSED", "ACTIVE") };
        return ScanAsync();
    }

    private async Task<bool> RetireAsync()
    {
        var unread = await UnreadAsync();
        if (unread.Length == 0)
        {
            Estate.Accounts[^1] = Estate.Accounts[^1] with { State = "SUSPENDED" };
            await ScanAsync();
            unread = await UnreadAsync();
        }

        var account = Pick(unread);
        await scanner.Portal.Get<RetireAccount>().ExecuteAsync(
            new RetireAccountRequest(account.Id, $"Reason {random.Next(99)}", account.Sight != AccountSight.Retired), TestActors.Priya, ct);
        return true;

        async Task<AccountSummary[]> UnreadAsync() =>
            [.. (await scanner.Portal.Get<AccountQueries>().ListAsync(ct)).Where(a => a.Sight != AccountSight.Read)];
    }

    // A region is switched on for an account, or off again.
    private Task RegionAsync()
    {
        var account = Pick([.. Estate.Accounts]).AccountId;
        Estate.Regions[account] = Estate.Regions[account].Count > 1 ? [TestEstate.Region] : [TestEstate.Region, "eu-west-1"];
        return ScanAsync();
    }

    private async Task PruneAsync()
    {
        scanner.Clock.Advance(TimeSpan.FromDays(4));
        await ScanAsync();
        await scanner.Portal.Get<PruneHistory>().ExecuteAsync(ct);
    }

    private async Task InstallAsync()
    {
        var orgId = $"client{Runs.Count}";
        Runs.Add((await _worker.StartInstallAsync(orgId, TestActors.Ana, ct)).Head.Id);
        _clients.Add(orgId);
    }

    private async Task SharedAsync() => Runs.Add((await _worker.StartSharedAsync(
        Pick("rds-instance", "ec2-instance"), $"Shared {Runs.Count}", TestActors.Ana, ct, random.Next(3) == 0 ? Pick([.. _clients])
            : null)).Head.Id);

    // Points an install at a shared resource, or lets go of the one it points at.
    private async Task<bool> LinkAsync()
    {
        if (!(await OpenAsync()).Any(r => r.Head.Kind == RunKind.ClientInstall)) await InstallAsync();
        var install = Pick([.. (await OpenAsync()).Where(r => r.Head.Kind == RunKind.ClientInstall)]);
        var (link, kind) = Pick(("rds", "rds-instance"), ("ec2", "ec2-instance"));
        var choices = await scanner.Portal.Get<SharedResourceQueries>().ChoicesAsync(kind, install.Head.OrgId, ct);
        if (choices.Count == 0)
        {
            Runs.Add((await _worker.StartSharedAsync(kind, $"Shared {Runs.Count}", TestActors.Ana, ct)).Head.Id);
            choices = await scanner.Portal.Get<SharedResourceQueries>().ChoicesAsync(kind, install.Head.OrgId, ct);
        }

        Guid? target = _linked.Remove((install.Head.Id, link)) && random.Next(2) == 0 ? null : Pick([.. choices]).Id;
        await scanner.Portal.Get<LinkSharedResource>()
            .ExecuteAsync(new LinkSharedResourceRequest(install.Head.Id, link, target), TestActors.Ana, ct);
        if (target is not null) _linked.Add((install.Head.Id, link));
        return true;
    }

    private async Task<IReadOnlyList<RunDetail>> OpenAsync()
    {
        var runs = new List<RunDetail>();
        foreach (var id in Runs) runs.Add(await _worker.ViewAsync(id, TestActors.Ana, ct));
        return [.. runs.Where(r => r.Standing != RunStanding.Cancelled)];
    }

    private async Task<bool> TickAsync()
    {
        if (Pick([.. (await OpenAsync()).DefaultIfEmpty()]) is not { NextStep: { } next } run) return false;
        await _worker.TickAsync(run.Head.Id, next, TestActors.Ana, ct);
        return true;
    }

    private async Task<bool> UntickAsync()
    {
        if ((await DoneAsync()).Length == 0)
        {
            if (!(await OpenAsync()).Any(r => r.NextStep is not null)) await InstallAsync();
            var open = (await OpenAsync()).First(r => r.NextStep is not null);
            await _worker.TickAsync(open.Head.Id, open.NextStep!, TestActors.Ana, ct);
        }

        var (run, step) = Pick(await DoneAsync());
        await _worker.DoAsync(run, step, StepAction.Untick, TestActors.Ana, ct, reason: $"Reason {random.Next(99)}");
        return true;

        async Task<(Guid Run, string Step)[]> DoneAsync() =>
        [
            .. (await OpenAsync()).SelectMany(r =>
                r.Sections.SelectMany(s => s.Steps).Where(s => s.State == StepState.Done).Select(s => (r.Head.Id, s.Key))),
        ];
    }

    private async Task<bool> CancelAsync()
    {
        if (!(await OpenAsync()).Any(r => r.Head.Kind == RunKind.SharedResource)) await SharedAsync();
        var run = Pick([.. (await OpenAsync()).Where(r => r.Head.Kind == RunKind.SharedResource)]);
        await scanner.Portal.Get<CancelRun>()
            .ExecuteAsync(new CancelRunRequest(run.Head.Id, run.Head.Revision, "Not needed any more"), TestActors.Ana, ct);
        return true;
    }
}

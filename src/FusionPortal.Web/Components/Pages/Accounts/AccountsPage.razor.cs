using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Accounts;

/// <summary>What each AWS account is for, how much of it was read, and whether it is read at all. Everything about environments hangs on
/// the first.</summary>
public sealed partial class AccountsPage : AddressedPage
{
    private IReadOnlyList<AccountSummary>? _accounts;
    private IReadOnlyDictionary<string, AccountCoverage> _coverage = new Dictionary<string, AccountCoverage>();
    private bool _mayDirect;
    private string? _refused;
    private string? _saved;
    private (AccountSummary Account, AccountRole Role)? _asked;
    private RecordPreview? _preview;
    private Draft? _draft;
    private string? _focus;
    private string? _reason, _reasonRefused;

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required CoverageLedgerQueries Ledger { get; init; }

    [Inject] public required DeclareAccountSeen Declare { get; init; }

    [Inject] public required PreviewRecords Previews { get; init; }

    [Inject] public required PauseAccount Pause { get; init; }

    [Inject] public required RetireAccount Retire { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var actor = await CurrentActor.GetAsync();
        var accounts = await Accounts.ListAsync(cancellationToken);
        var ledger = await Ledger.ReadAsync(null, cancellationToken);
        _mayDirect = Policies.Allows(Policies.Direct, actor);
        (_coverage, _accounts) = (ledger.ByAccount, accounts);
    }

    private AccountRole? AskedOf(AccountSummary account) => _asked is var (of, role) && of.Id == account.Id ? role : null;

    private Task DeclareAsync(AccountSummary account, AccountRole role)
    {
        (_asked, _preview, _reasonRefused) = (null, null, null);
        if (role == account.Role) return _draft?.ClearAsync() ?? Task.CompletedTask;
        _asked = (account, role);
        return DoAsync(null, async () =>
        {
            var preview = await Previews.AccountAsync(account.Id, role, await CurrentActor.GetAsync(), CancellationToken.None);
            // Somebody may have chosen otherwise while this was judged.
            if (_asked == (account, role)) (_preview, _focus) = (preview, "#declare-question");
        });
    }

    // With the revision of what was shown: whoever was faster is not overruled unseen.
    private Task ConfirmAsync()
    {
        if (_asked is not var (account, role) || _preview is not { } preview) return Task.CompletedTask;
        var reason = _reason;
        Leave();
        return DoAsync(
            null,
            async () =>
            {
                var (_, opened, closed) = await Declare.ExecuteAsync(
                    new DeclareAccountSeenRequest(new DeclareAccountRequest(account.Id, role, preview.Revision, reason), preview.Token),
                    await CurrentActor.GetAsync(), CancellationToken.None);
                if (_draft is { } draft) await draft.ClearAsync();
                _reason = null;
                _saved = $"{EscapedText.Plain(account.Name)}: {AccountLabels.Of(role).ToLowerInvariant()}. Judged again: "
                    + $"{opened} opened, {closed} closed.";
            },
            refused =>
            {
                if (refused.Details is RecordPreview now) (_asked, _preview) = ((account, role), now);
                if (refused.Field != "reason") return;
                // Nothing was declared, and what it does is as it was shown.
                (_asked, _preview, _reasonRefused, _refused) = ((account, role), preview, refused.Message, null);
            });
    }

    private void Leave()
    {
        if (_asked is var (account, _)) _focus = $"#role-{account.Id}";
        (_asked, _preview) = (null, null);
    }

    private Task PauseAsync(AccountSummary account, bool paused) => DoAsync(
        paused
            ? $"{EscapedText.Plain(account.Name)} is called no more. From the next scan on its verdicts are not "
                + "evaluated; its findings stay open."
            : $"{EscapedText.Plain(account.Name)} is read again from the next scan on.",
        async () =>
            await Pause.ExecuteAsync(new PauseAccountRequest(account.Id, paused), await CurrentActor.GetAsync(), CancellationToken.None));

    // Refused at the field, so that what was typed stays there.
    private async Task<RefusedException?> RetireAsync(AccountSummary account, bool retired, string reason)
    {
        (_refused, _saved) = (null, null);
        try
        {
            await Retire.ExecuteAsync(
                new RetireAccountRequest(account.Id, reason, retired), await CurrentActor.GetAsync(), CancellationToken.None);
            _saved = retired
                ? $"{EscapedText.Plain(account.Name)} is retired. Its findings stay, marked; it counts no more."
                : $"{EscapedText.Plain(account.Name)} counts again.";
        }
        catch (RefusedException refused)
        {
            return refused;
        }

        await ReloadAsync();
        return null;
    }

    private async Task DoAsync(string? said, Func<Task> act, Action<RefusedException>? otherwise = null)
    {
        (_refused, _saved) = (null, null);
        try
        {
            await act();
            _saved = said ?? _saved;
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
            Leave();
            _reasonRefused = null;
            // What it would open and close is no longer what was shown: that is shown instead.
            otherwise?.Invoke(refused);
        }

        await ReloadAsync();
    }
}

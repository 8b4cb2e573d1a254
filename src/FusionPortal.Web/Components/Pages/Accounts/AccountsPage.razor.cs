using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.People;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Accounts;

/// <summary>What each AWS account is for. Everything about environments hangs on it.</summary>
public sealed partial class AccountsPage : AddressedPage
{
    private static readonly AccountRole[] Roles = Enum.GetValues<AccountRole>();

    private IReadOnlyList<AccountView>? _accounts;
    private bool _mayDeclare;
    private string? _refused;
    private string? _saved;

    [Inject] public required AccountQueries Accounts { get; init; }

    [Inject] public required DeclareAccount Declare { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    private string Sentence => SentenceOf(_accounts!);

    /// <summary>What is to be done, or that all is declared.</summary>
    public static string SentenceOf(IReadOnlyList<AccountView> accounts)
    {
        var undeclared = accounts.Count(a => a.Role == AccountRole.Undeclared);
        if (undeclared == 0) return accounts.Count == 1 ? "The one account is declared" : $"All {accounts.Count} accounts are declared";
        return undeclared == 1
            ? $"{Foreign.Plain(accounts.Single(a => a.Role == AccountRole.Undeclared).Name)} is not declared"
            : $"{undeclared} of {Words.Count(accounts.Count, "account")} are not declared";
    }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var actor = await CurrentActor.GetAsync();
        var accounts = await Accounts.ListAsync(cancellationToken);
        _mayDeclare = actor.Is(Role.Lead) || actor.Is(Role.Administrator);
        _accounts = accounts;
    }

    private async Task DeclareAsync(AccountView account, string? chosen)
    {
        (_refused, _saved) = (null, null);
        if (!Enum.TryParse<AccountRole>(chosen, out var role) || role == account.Role) return;
        try
        {
            await Declare.ExecuteAsync(new DeclareAccountRequest(account.Id, role, account.Revision), await CurrentActor.GetAsync(), CancellationToken.None);
            _saved = $"{Foreign.Plain(account.Name)}: {Title(role).ToLowerInvariant()}. What the last scan saw is being judged again.";
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
        }

        await ReloadAsync();
    }

    private static string Title(AccountRole role) => role switch
    {
        AccountRole.Undeclared => "Not declared",
        AccountRole.Production => "Production",
        AccountRole.NonProduction => "Non-production",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}

using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Accounts;

/// <summary>How accounts are spoken of.</summary>
public static class AccountLabels
{
    public static string Of(AccountRole role) => role switch
    {
        AccountRole.Undeclared => "Not declared",
        AccountRole.Production => "Production",
        AccountRole.NonProduction => "Non-production",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>What is to be done, or that all is declared.</summary>
    public static string Sentence(IReadOnlyList<AccountSummary> accounts)
    {
        // What nobody reads need not be declared; where such accounts are listed too, it is said which are counted.
        IReadOnlyList<AccountSummary> listed = accounts;
        accounts = [.. listed.Where(a => a.Sight == AccountSight.Read)];
        var read = accounts.Count == listed.Count ? "" : " that can be read";
        if (accounts.Count == 0) return "No account can be read";
        var undeclared = accounts.Count(a => a.Role == AccountRole.Undeclared);
        if (undeclared == 0 && accounts.Count == 1) return $"The one account{read} is declared";
        if (undeclared == 0) return $"All {accounts.Count} accounts{read} are declared";
        return undeclared == 1
            ? $"{EscapedText.Plain(accounts.Single(a => a.Role == AccountRole.Undeclared).Name)} is not declared"
            : $"{undeclared} of {Words.Count(accounts.Count, "account")}{read} are not declared";
    }

    /// <summary>Where nobody looks, because somebody said so; null where every account is scanned.</summary>
    public static string? Paused(IReadOnlyList<AccountSummary> accounts)
    {
        var paused = accounts.Where(a => a.PausedBy is not null).Select(a => EscapedText.Plain(a.Name)).ToArray();
        if (paused.Length == 0) return null;
        return $"{(paused.Length > 3 ? Words.Count(paused.Length, "account") : Words.List(paused))} "
            + $"{(paused.Length == 1 ? "is" : "are")} paused: "
            + "nobody looks there, so nothing there is evaluated and no finding there is closed.";
    }
}

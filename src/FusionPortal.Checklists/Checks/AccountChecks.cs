using FusionPortal.Checklists.Runs;
using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Checks;

/// <summary>Holds an account ID against the accounts the portal knows, their declared roles and the client's environment.</summary>
internal static class AccountChecks
{
    // More would be a list nobody reads.
    private const int Named = 6;

    /// <summary>While the portal knows no account at all, only what can be no account's ID is wrong: there is nothing else to hold it
    /// against.</summary>
    public static Objection? Against(string id, RunSnapshot run)
    {
        var known = run.Known.Accounts.Count > 0;
        if (id.Length != 12 || !id.All(char.IsAsciiDigit))
            return new Objection(
                $"An AWS account ID has twelve digits.{(known ? "" : " No account is known yet, so nothing more is checked.")}",
                Wrong: true);
        if (!known) return null;
        if (!run.Known.Accounts.TryGetValue(id, out var account)) return new Objection(Unknown(id, run), Wrong: false);
        if (WrongRole(account, run.Organization) is { } wrong) return new Objection(wrong, Wrong: true);
        if (run.Known.NotInUse.TryGetValue(id, out var state)) return new Objection($"Account {id}, {account.Name}: {state}", Wrong: false);
        return account.Role == AccountRole.Undeclared
            ? new Objection(
                $"Account {id}, {account.Name}, has no declared role, so nothing says that {For(run.Organization)} belongs there.",
                Wrong: false)
            : null;
    }

    private static string? WrongRole(AccountRecord account, OrganizationFacts? client)
    {
        if (client is null) return null;
        var production = client.Environment is EnvironmentKind.Production or EnvironmentKind.Staging;
        return (account.Role, production) switch
        {
            (AccountRole.NonProduction, true) =>
                $"Account {account.AccountId}, {account.Name}, is declared NonProduction, and {client.OrgId} is {client.Environment}: "
                    + "production and staging live in a Production account.",
            (AccountRole.Production, false) =>
                $"Account {account.AccountId}, {account.Name}, is declared Production, and {client.OrgId} is {client.Environment}: only "
                    + "production and staging live there.",
            _ => null,
        };
    }

    private static string For(OrganizationFacts? client) =>
        client is null ? "this resource" : $"{client.OrgId}, which is {client.Environment},";

    // Those that would suit first.
    private static string Unknown(string id, RunSnapshot run)
    {
        var known = run.Known.Accounts.Values
            .OrderBy(a => WrongRole(a, run.Organization) is not null).ThenBy(a => a.Role == AccountRole.Undeclared)
                .ThenBy(a => a.Name, StringComparer.Ordinal).ToList();
        var names = known.Take(Named).Select(a => $"{a.AccountId} {a.Name}");
        return known.Count > Named
            ? $"The portal knows no account {id}. It knows {known.Count}, among them {Words.List(names)}."
            : $"The portal knows no account {id}. It knows {Words.List(names)}.";
    }
}

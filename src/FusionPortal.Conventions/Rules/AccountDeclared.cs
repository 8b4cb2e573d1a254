using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Somebody has declared what an account is for. While nobody has, nothing in it can be in the wrong place or in the right one.
/// </summary>
public sealed class AccountDeclared : EstateRule
{
    public override string Word => "account-declared";

    public override string Label => "Account is declared";

    public override RuleCategory Category => RuleCategory.Record;

    public override RuleSubject Subject => RuleSubject.Account;

    public override RuleExample Passes { get; } = new("Somebody has said what each account is for.");

    public override RuleExample Breaks { get; } = new("Nobody has said what the account is for.")
    {
        Accounts = [new("333333333333", "POS Fairs", AccountRole.Undeclared)],
    };

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        foreach (var account in seen.Records.Accounts.Where(a => a.IsRead).OrderBy(a => a.AccountId, StringComparer.Ordinal))
        {
            var subject = $"account:{account.AccountId}";
            if (account.Role != AccountRole.Undeclared)
            {
                sink.Pass(convention, new VerdictSubject(subject, null, null));
                continue;
            }

            sink.Violation(new(
                convention.Id, subject, Convention.AccountKind, account.Name, account.AccountId, "", null, null, convention.Severity,
                $"Nobody has declared what account {account.Name} is for", "Production or NonProduction", "undeclared", null,
                Evidence.Of(new EvidenceFact("Account", account.AccountId))));
        }
    }
}

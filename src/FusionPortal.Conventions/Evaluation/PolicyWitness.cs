using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>What a bucket's policy says of an environment: by the accounts of those it lets in.</summary>
internal static class PolicyWitness
{
    /// <summary>Null where nobody knows the policy.</summary>
    public static Witness? Of(in ResourceView view)
    {
        if (view.BucketPolicy.Document is not { } policy) return null;
        var others = Others(in view, policy);
        if (others.Count == 0)
            return new("Bucket policy", "lets in nobody of another account", "S3", WitnessVote.Abstains, null, WitnessWeight.None);
        var says = $"lets in {Phrases.List([.. others.Select(a => $"{Name(a)}, {Phrases.Account(a.Role)}")])}";
        var roles = others.Select(a => a.Role).Distinct().ToList();
        return roles is [AccountRole.Production or AccountRole.NonProduction]
            ? new(
                "Bucket policy", says, "S3", WitnessVote.Votes,
                roles[0] == AccountRole.Production ? EnvironmentKind.Production : EnvironmentKind.Other, WitnessWeight.Medium)
            : new("Bucket policy", says, "S3", WitnessVote.Abstains, null, WitnessWeight.None);
    }

    /// <summary>Whether it lets in an account that is declared to be of the other kind than the bucket's own.</summary>
    public static bool LetsInTheOtherKind(in ResourceView view)
    {
        if (view.Role == AccountRole.Undeclared || view.BucketPolicy.Document is not { } policy) return false;
        var own = view.Role;
        return Others(in view, policy).Any(a => a.Role != AccountRole.Undeclared && a.Role != own);
    }

    private static List<AccountRecord> Others(in ResourceView view, PolicyDocument policy)
    {
        var (records, own) = (view.Records, view.Resource.AccountId);
        return
        [
            .. policy.Statements.Where(s => s.Allows && !s.ExceptPrincipals).SelectMany(s => s.Principals)
                .Select(p => p.AccountId).OfType<string>().Where(id => id != own).Distinct().Order(StringComparer.Ordinal)
                .Select(id => records.Account(id) ?? new AccountRecord(id, "", AccountRole.Undeclared)),
        ];
    }

    private static string Name(AccountRecord account) =>
        RedactedText.Of(account.Name.Length > 0 ? account.Name : $"account {account.AccountId}");
}

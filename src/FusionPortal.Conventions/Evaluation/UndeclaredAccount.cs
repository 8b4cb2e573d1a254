namespace FusionPortal.Conventions.Evaluation;

/// <summary>The reason given for what cannot be judged in an account without a declared role.</summary>
internal static class UndeclaredAccount
{
    public static string Reason(in ResourceView view) =>
        $"Nobody has declared what account {view.AccountName} is for: production, or not.";
}

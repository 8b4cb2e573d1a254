namespace FusionPortal.Core.Abstractions;

/// <summary>
/// Keeps to AWS's rates across all portal processes: one budget for each account × region × API. AWS counts calls against the account
/// that is read, so budgets of different accounts are independent.
/// </summary>
public interface ICallBudget
{
    /// <summary>Waits until one more call fits the budget, and takes it.</summary>
    /// <param name="budget">For example <c>111122223333/us-east-1/tagging:GetResources</c>; at most 200 characters.</param>
    /// <param name="perSecond">The lasting rate, above 0.</param>
    /// <param name="burst">How many calls may follow each other at once after a rest; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait; the call counts as taken.</param>
    Task WaitAsync(string budget, double perSecond, int burst, CancellationToken cancellationToken);
}

namespace FusionPortal.Core.Scans;

/// <summary>
/// Judges what scans stored. Findings implement it: they read scans and inventory, and neither knows of findings.
/// </summary>
public interface IScanEvaluation
{
    /// <summary>Judges what the scan saw, in the state Evaluating, and ends it. One that has ended is left as it is.</summary>
    Task EvaluateAsync(Guid scanId, CancellationToken cancellationToken);

    /// <summary>Judges what is stored again, by the records and the book of now.</summary>
    Task ReevaluateAsync(CancellationToken cancellationToken);

    /// <summary>Whether records or the book changed since what is stored was judged.</summary>
    Task<bool> IsStaleAsync(CancellationToken cancellationToken);
}

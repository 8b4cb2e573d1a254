using FusionPortal.Core.Scans;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>What the jobs of scans ask for.</summary>
internal sealed class ScanEvaluation(EvaluateScan evaluate, Reevaluate reevaluate, EvaluationInput input) : IScanEvaluation
{
    public Task EvaluateAsync(Guid scanId, CancellationToken cancellationToken) => evaluate.ExecuteAsync(scanId, cancellationToken);

    public Task ReevaluateAsync(CancellationToken cancellationToken) => reevaluate.ExecuteAsync(cancellationToken);

    public Task<bool> IsStaleAsync(CancellationToken cancellationToken) => input.IsStaleAsync(cancellationToken);
}

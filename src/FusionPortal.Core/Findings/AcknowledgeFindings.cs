namespace FusionPortal.Core.Findings;

/// <param name="FindingIds">1 to <see cref="AcknowledgeFindings.Most"/>, each once.</param>
/// <param name="Note">The same for each, as <see cref="AcknowledgeFindingRequest"/> takes it.</param>
public sealed record AcknowledgeFindingsRequest(IReadOnlyCollection<Guid> FindingIds, string? Note);

/// <summary>One that stays as it was, because somebody was there before.</summary>
/// <param name="Why">A sentence: who acknowledged it, or that it is resolved.</param>
public sealed record NotAcknowledged(Guid FindingId, string Why);

/// <param name="Acknowledged">How many are now.</param>
/// <param name="Left">The others, in the order they were asked for.</param>
public sealed record AcknowledgedFindings(int Acknowledged, IReadOnlyList<NotAcknowledged> Left);

/// <summary>Takes note of several findings with one note. Each is a command and an event of its own: one that somebody else acknowledged
/// meanwhile, or a scan resolved, keeps none of the others.</summary>
public sealed class AcknowledgeFindings(AcknowledgeFinding one)
{
    /// <summary>How many at once: a page of the list.</summary>
    public const int Most = 100;

    /// <exception cref="RefusedException">Forbidden; none or too many; too long a note, or a secret in it. Nothing is acknowledged
    /// then.</exception>
    public async Task<AcknowledgedFindings> ExecuteAsync(
        AcknowledgeFindingsRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var ids = request.FindingIds.Distinct().ToArray();
        if (ids.Length is 0 or > Most)
            throw new RefusedException(RefusalKind.Invalid, "how-many", $"Choose 1 to {Most} findings, not {ids.Length:N0}.", "findingIds");

        var left = new List<NotAcknowledged>();
        foreach (var id in ids)
        {
            try
            {
                await one.ExecuteAsync(new AcknowledgeFindingRequest(id, request.Note), actor, cancellationToken);
            }
            catch (RefusedException refused) when (refused.Kind is RefusalKind.Conflict or RefusalKind.NotFound)
            {
                left.Add(new NotAcknowledged(id, refused.Message));
            }
        }

        return new AcknowledgedFindings(ids.Length - left.Count, left);
    }
}

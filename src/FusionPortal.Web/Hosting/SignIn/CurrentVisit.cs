using FusionPortal.Core.People;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>The visit of whoever sits before this circuit: what "since you last looked" goes by.</summary>
public sealed class CurrentVisit(RecordVisit record, CurrentActor actor, TimeProvider clock)
{
    // A visit ends after hours, so nobody needs each click of it.
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    private Visit? _visit;
    private DateTimeOffset _notedAt;

    /// <summary>A page was opened by a person, which a page that renews itself was not.</summary>
    public async Task<Visit> OpenedAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_visit is { } known && now - _notedAt < NotedEvery) return known;
        var visit = await record.ExecuteAsync(await actor.GetAsync(), cancellationToken);
        (_visit, _notedAt) = (visit, now);
        return visit;
    }

    /// <summary>The visit that goes on; opening nothing prolongs it.</summary>
    public Task<Visit> GetAsync(CancellationToken cancellationToken) =>
        _visit is { } known ? Task.FromResult(known) : OpenedAsync(cancellationToken);
}

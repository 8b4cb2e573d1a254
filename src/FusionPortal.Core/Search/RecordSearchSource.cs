namespace FusionPortal.Core.Search;

/// <summary>One of which there are few enough to compare all of them each time: a query says them.</summary>
public abstract class RecordSearchSource : ReadSearchSource
{
    /// <summary>Gives scope, key, title, detail, state, parts and terms, in this order.</summary>
    private protected abstract string Select { get; }

    private protected sealed override async Task ReadAsync(SearchReading reading, CancellationToken cancellationToken)
    {
        await reading.StageAsync(Kind, Select, cancellationToken);
        await reading.MergeAllAsync([Kind], cancellationToken);
    }
}

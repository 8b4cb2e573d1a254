using FusionPortal.Conventions;

namespace FusionPortal.Core.Abstractions;

/// <summary>One page of observations, in the order AWS sent them.</summary>
/// <param name="Observations">May be empty: AWS sends empty pages with a token.</param>
public sealed record ObservationPage(IReadOnlyList<Observation> Observations)
{
    /// <summary>
    /// True on the first page after the reader had to begin the target again (its pagination token expired): every earlier page
    /// of this reading is void and must be dropped before this one is taken, or what disappeared meanwhile would seem to be there still.
    /// </summary>
    public bool VoidsEarlierPages { get; init; }

    /// <summary>
    /// What AWS refused to tell of resources that it did list, in words fit for the coverage page; null for nothing. The target counts as
    /// seen whole, and the facts that were refused are absent, so that nothing can be concluded from them.
    /// </summary>
    public string? Refused { get; init; }
}

/// <summary>Reads one target, page by page. Implemented by FusionPortal.Aws.</summary>
public interface ITargetReader
{
    /// <summary>
    /// The services this reader covers: the tagging API, and one family of list calls per service. A listed observation whose list call
    /// carries no tags says so (<see cref="Observation.TagsKnown"/> is false); its tags are then those of the tagging API.
    /// </summary>
    IReadOnlyList<ServiceReach> Services { get; }

    /// <summary>
    /// Streams every page of the target. Completing normally means the whole target was seen.
    /// </summary>
    /// <exception cref="TargetFailedException">The target was not seen whole; nothing may be concluded from the pages given so
    /// far.</exception>
    IAsyncEnumerable<ObservationPage> ReadAsync(ScanTarget target, ICallMeter meter, CancellationToken cancellationToken);
}

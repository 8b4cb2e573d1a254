using FusionPortal.Conventions;

namespace FusionPortal.Core.Abstractions;

/// <summary>Reads the tags of named resources again, without a scan.</summary>
public interface ITagReader
{
    /// <summary>The most ARNs one reading takes; AWS's own limit.</summary>
    const int MaxArns = 100;

    /// <param name="accountId">Twelve digits.</param>
    /// <param name="region">Where the resources are; buckets answer in their own region.</param>
    /// <param name="arns">1 to <see cref="MaxArns"/>.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Observations of those AWS answered for, secrets in tags withheld. What is missing never had a tag, or is gone: nothing
    /// follows from it.</returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<IReadOnlyList<Observation>> ReadTagsAsync(
        string accountId, string region, IReadOnlyList<string> arns, ICallMeter meter, CancellationToken cancellationToken);
}

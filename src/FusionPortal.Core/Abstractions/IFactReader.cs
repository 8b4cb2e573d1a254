using System.Text.Json;

namespace FusionPortal.Core.Abstractions;

/// <summary>Reads of single resources what no list tells of them.</summary>
public interface IFactReader
{
    /// <summary>What is read of which kind, each kind once.</summary>
    IReadOnlyList<FactPass> Passes { get; }

    /// <param name="pass">One of <see cref="Passes"/>.</param>
    /// <param name="resource">A resource of its kind.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A JSON object. Null where the resource is gone.</returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<JsonElement?> ReadAsync(FactPass pass, DueResource resource, ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>A reading of single resources of one kind, which costs calls by the resource.</summary>
/// <param name="Kind">The kind of resource; no two passes have the same.</param>
/// <param name="Source">Where its facts are kept, at most 16 characters: the kind's id, except where it was otherwise once. Never
/// changes.</param>
/// <param name="AtMost">How many of an account are read after each scan unless the configuration says otherwise.</param>
public sealed record FactPass(string Kind, string Source, int AtMost)
{
    /// <summary>How long one that was read is left alone.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A fact of the list that, where it is true, says that the resource is not to be read; null where all are.</summary>
    public string? Unless { get; init; }

    /// <summary>
    /// What is kept of a resource that tells nothing while others of its account do; null where a refusal is always the account's.
    /// </summary>
    public JsonElement? Refused { get; init; }

    /// <summary>What the coverage ledger calls it.</summary>
    public string Service => Source + Suffix;

    /// <summary>How what the ledger calls such a pass ends.</summary>
    public const string Suffix = "-facts";
}

/// <summary>A resource whose facts are due.</summary>
public sealed record DueResource(string Arn, string Name, string AccountId, string Region)
{
    /// <summary>The id AWS gave it: the end of its ARN.</summary>
    public string Id => Arn[(Arn.LastIndexOf('/') + 1)..];
}

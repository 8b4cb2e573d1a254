using System.Text.Json;
using Amazon.Runtime;
using FusionPortal.Aws.Calls;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Readers;

/// <summary>
/// What is read of single resources of one kind. Every class of this assembly that implements it and has a constructor without parameters
/// is found by itself; docs/adding.md tells how to write one.
/// </summary>
internal interface IKindFactReader
{
    /// <summary>Of which kind, how many and how often.</summary>
    FactPass Pass { get; }

    /// <summary>What its calls need. The shipped policy is made of them.</summary>
    IReadOnlyList<PermissionStatement> Permissions { get; }

    /// <summary>The error code by which AWS says that the resource is no more.</summary>
    string Gone { get; }

    /// <param name="calls">In the resource's account and region.</param>
    /// <param name="resource">What is read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A JSON object; its members join those that the list tells of the resource.</returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<JsonElement> ReadAsync(AccountCalls calls, DueResource resource, CancellationToken cancellationToken);
}

/// <summary>Reads single resources by the reader of their kind.</summary>
internal sealed class FactReader(AccountCallsSource source) : IFactReader
{
    private readonly Dictionary<string, IKindFactReader> _readers = Create().ToDictionary(r => r.Pass.Kind, StringComparer.Ordinal);

    public IReadOnlyList<FactPass> Passes => field ??= [.. _readers.Values.Select(r => r.Pass)];

    public async Task<JsonElement?> ReadAsync(
        FactPass pass, DueResource resource, ICallMeter meter, CancellationToken cancellationToken)
    {
        var reader = _readers[pass.Kind];
        using var calls = source.Open(resource.AccountId, resource.Region, meter);
        try
        {
            return await reader.ReadAsync(calls, resource, cancellationToken);
        }
        catch (TargetFailedException e) when ((e.InnerException as AmazonServiceException)?.ErrorCode == reader.Gone)
        {
            return null;
        }
    }

    /// <summary>One of each, in ordinal order of where their facts are kept.</summary>
    public static IReadOnlyList<IKindFactReader> Create() =>
    [
        .. typeof(IKindFactReader).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IKindFactReader)))
            .Select(t => (IKindFactReader)Activator.CreateInstance(t)!)
            .OrderBy(r => r.Pass.Source, StringComparer.Ordinal),
    ];
}

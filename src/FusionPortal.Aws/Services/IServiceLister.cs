using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>
/// One service's family of list calls. Every class of this assembly that implements it and has a constructor without parameters is found
/// by itself; docs/adding.md tells how to write one.
/// </summary>
internal interface IServiceLister
{
    /// <summary>What the service is called and which kinds it lists wholly.</summary>
    ServiceReach Reach { get; }

    /// <summary>The exact IAM actions its calls need, for example <c>ec2:DescribeInstances</c>. The shipped policy is made of
    /// them.</summary>
    IReadOnlyList<string> Actions { get; }

    /// <summary>Every resource of the target, one page per call of AWS.</summary>
    /// <exception cref="TargetFailedException">The target was not seen whole.</exception>
    IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken);
}

/// <summary>The listers of this assembly.</summary>
internal static class ServiceListers
{
    /// <summary>One of each, in ordinal order of their services.</summary>
    public static IReadOnlyList<IServiceLister> Create() =>
    [
        .. typeof(IServiceLister).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IServiceLister)))
            .Select(t => (IServiceLister)Activator.CreateInstance(t)!)
            .OrderBy(l => l.Reach.Service, StringComparer.Ordinal),
    ];
}

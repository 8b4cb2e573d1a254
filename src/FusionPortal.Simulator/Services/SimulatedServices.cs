using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>The services of this assembly, and which of them a request is for.</summary>
internal sealed class SimulatedServices
{
    private readonly IReadOnlyList<ISimulatedService> _all;
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);

    /// <param name="parts">What their constructors may ask for.</param>
    public SimulatedServices(IServiceProvider parts)
    {
        _all =
        [
            .. typeof(ISimulatedService).Assembly.GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ISimulatedService)))
                .OrderBy(t => t.FullName, StringComparer.Ordinal)
                .Select(t => (ISimulatedService)ActivatorUtilities.CreateInstance(parts, t)),
        ];
        foreach (var service in _all)
            foreach (var (name, operation) in service.Operations) _operations[$"{service.Dialect.Service}:{name}"] = operation;
    }

    public Operation? Operation(string api) => _operations.GetValueOrDefault(api);

    /// <summary>By what X-Amz-Target begins with.</summary>
    public Dialect OfTarget(string target) =>
        _all.FirstOrDefault(s => s.Dialect.Target == target && target.Length > 0)?.Dialect ?? new Dialect(target, WireProtocol.Json);

    /// <summary>By the version of a Query request.</summary>
    public Dialect OfVersion(string version) =>
        _all.FirstOrDefault(s => s.Dialect.Version == version && version.Length > 0)?.Dialect ?? new Dialect("unknown", WireProtocol.Query);

    /// <summary>
    /// Of a REST request. At one address, the service it is signed for settles whose path it is; unsigned, the longest prefix does.
    /// </summary>
    public (Dialect Dialect, string Operation) OfRest(HttpRequest request)
    {
        var signedFor = SignedWith.Parse(request.Headers.Authorization.ToString())?.Service;
        var rest = _all.Where(s => s.PathPrefix is not null).OrderByDescending(s => s.PathPrefix!.Length).ToArray();
        var service = rest.FirstOrDefault(s => s.Dialect.Service == signedFor)
            ?? rest.First(s => s.PathPrefix == "/"
                || (signedFor is null && request.Path.Value?.StartsWith(s.PathPrefix!, StringComparison.Ordinal) == true));
        return (service.Dialect, service.OperationOf(request));
    }
}

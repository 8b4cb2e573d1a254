using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>
/// One service of the simulated AWS. Every class of this assembly that implements it is found by itself (<see cref="SimulatedServices"/>);
/// its constructor takes what it needs of the estate, the paging, the options, the faults, the keys and the simulator's clock.
/// </summary>
internal interface ISimulatedService
{
    /// <summary>How it is spoken to. Its name is as it is signed.</summary>
    Dialect Dialect { get; }

    /// <summary>By name. Read once.</summary>
    IReadOnlyDictionary<string, Operation> Operations { get; }

    /// <summary>Of REST: what its paths begin with, slashes included; null for services of other protocols.</summary>
    string? PathPrefix => null;

    /// <summary>Of REST: the operation a request is for; what is none gives a name that no operation has.</summary>
    string OperationOf(HttpRequest request) => Unknown(request);

    /// <summary>A name for what the service does not know, for the error and the log.</summary>
    static string Unknown(HttpRequest request) => $"{request.Method} {request.Path.Value ?? "/"}";
}

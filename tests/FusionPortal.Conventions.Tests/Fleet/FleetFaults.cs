using Xunit;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>Fails with every fault in a sentence of its own.</summary>
internal static class FleetFaults
{
    public static void None(IEnumerable<string> faults)
    {
        var all = faults.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} faults:\n{string.Join('\n', all.Take(30))}");
    }
}

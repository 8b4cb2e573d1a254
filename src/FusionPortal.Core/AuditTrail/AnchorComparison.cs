namespace FusionPortal.Core.AuditTrail;

/// <summary>
/// How a hash that somebody typed from paper differs from the trail's. Of two hashes that have nothing to do with each other about 4 of 64
/// digits agree by chance; where most agree, a finger slipped, and nothing was rewritten.
/// </summary>
/// <param name="Actual">The trail's hash at that number.</param>
/// <param name="Agree">Digits that agree, of 64.</param>
/// <param name="Differ">Where they differ, counted from 1.</param>
public sealed record AnchorComparison(string Actual, int Agree, IReadOnlyList<int> Differ)
{
    /// <summary>Far beyond chance: for a rewritten trail the odds of this are less than one in 10^30.</summary>
    private const int SlipFrom = 40;

    /// <summary>Some digits differ, and too few of them for another trail.</summary>
    public bool IsSlip => Differ.Count > 0 && Agree >= SlipFrom;

    /// <summary>The two that differ stand beside each other, each in the other's place.</summary>
    public bool AreSwapped { get; private init; }

    /// <param name="typed">64 lower-case hexadecimal digits.</param>
    /// <param name="actual">The same of the trail.</param>
    public static AnchorComparison Of(string typed, string actual)
    {
        int[] differ = [.. Enumerable.Range(0, actual.Length).Where(i => typed[i] != actual[i])];
        var swapped = differ is [var first, var second] && second == first + 1 && typed[first] == actual[second]
            && typed[second] == actual[first];
        return new(actual, actual.Length - differ.Length, [.. differ.Select(i => i + 1)]) { AreSwapped = swapped };
    }
}


using Xunit;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>The fleet's book gives exactly what was planted in the fleet, no more and no less.</summary>
public sealed class GoldenTruthTests
{
    [Fact]
    public void WholeFleet_GivesExactlyWhatWasPlanted()
    {
        Assert.InRange(Fleet.Whole.Planted.Count + Fleet.Whole.Right.Count, 25_000, 100_000);
        Holds(Fleet.Whole);
    }

    [Fact]
    public void FleetSeenInPart_GivesExactlyWhatWasPlanted_AndSaysWhatItCouldNotSee() => Holds(Fleet.InPart);

    private static void Holds(Fleet fleet)
    {
        var seen = fleet.Planted.Concat(fleet.Right).GroupBy(o => o.Arn).Where(g => g.Count() > 1).Select(g => $"planted twice: {g.Key}");
        FleetFaults.None(seen);
        var found = fleet.Judge(FleetBook.Book);
        var missing = fleet.Expected.Where(e => !found.Contains(e.Key)).Select(e => $"not found: {e.Key}. {e.Value}");
        var surplus = found.Where(f => !fleet.Expected.ContainsKey(f)).GroupBy(f => (f.Convention, f.Verdict)).Select(g =>
            $"found and not planted: {g.Key.Convention} {g.Key.Verdict} of {g.Count()}: "
            + string.Join(", ", g.Select(f => f.Subject).Order(StringComparer.Ordinal).Take(5)));

        FleetFaults.None(missing.Concat(surplus));
    }
}

using FusionPortal.Conventions.Rules;

using Xunit;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>The fleet's book gives exactly what was planted in the fleet, no more and no less.</summary>
public sealed class GoldenTruthTests
{
    [Fact]
    public void EveryConventionOfTheBook_HasItsPlanter_WithViolationsAndNearMisses()
    {
        var planters = Plantings.OfConventions;
        _ = Fleet.Whole;
        var lacking = FleetBook.Book.Conventions.Where(c => planters.All(p => p.Convention != c.Id)).Select(c =>
            $"{c.Id} ({c.Rule.Word}) has no planter: add tests/FusionPortal.Conventions.Tests/Fleet/Planters/{c.Id}.cs, a class that "
            + "derives from Planter and plants what breaks the convention and what nearly does (docs/adding.md, A kind of rule).");
        var unknown = planters.Where(p => FleetBook.Book.Convention(p.Convention) is null)
            .Select(p => $"{p.GetType().Name} plants for {p.Convention}, which is no convention of the fleet's book.");
        var poor = planters.Where(p => p.Count.Violations < 2 || p.Count.NearMisses < 1).Select(p =>
            $"{p.Convention}: {p.Count.Violations} violations and {p.Count.NearMisses} near misses are planted; at least two and one.");

        None(lacking.Concat(unknown).Concat(poor));
        Assert.Equal(planters.Count, planters.Select(p => p.Convention).Distinct().Count());
    }

    [Fact]
    public void EveryRuleThatABookMayUse_IsUsedByTheFleetsBook()
    {
        var used = FleetBook.Book.Conventions.Select(c => c.Rule).ToHashSet();

        None(RuleKinds.All.Where(r => r.SupersededSince is null && !used.Contains(r)).Select(r =>
            $"{r.Word} is used by no convention of the shipped book: add one of a company's own to FleetBook, and its planter."));
    }

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
        None(seen);
        var found = fleet.Judge(FleetBook.Book);
        var missing = fleet.Expected.Where(e => !found.Contains(e.Key)).Select(e => $"not found: {e.Key}. {e.Value}");
        var surplus = found.Where(f => !fleet.Expected.ContainsKey(f)).GroupBy(f => (f.Convention, f.Verdict)).Select(g =>
            $"found and not planted: {g.Key.Convention} {g.Key.Verdict} of {g.Count()}: "
            + string.Join(", ", g.Select(f => f.Subject).Order(StringComparer.Ordinal).Take(5)));

        None(missing.Concat(surplus));
    }

    private static void None(IEnumerable<string> faults)
    {
        var all = faults.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} faults:\n{string.Join('\n', all.Take(30))}");
    }
}

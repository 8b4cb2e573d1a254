using FusionPortal.Conventions.Rules;
using Xunit;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>Nothing that a book can ask is left out of the fleet.</summary>
public sealed class PlanterTests
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

        FleetFaults.None(lacking.Concat(unknown).Concat(poor));
        Assert.Equal(planters.Count, planters.Select(p => p.Convention).Distinct().Count());
    }

    [Fact]
    public void EveryRuleThatABookMayUse_IsUsedByTheFleetsBook()
    {
        var used = FleetBook.Book.Conventions.Select(c => c.Rule).ToHashSet();

        FleetFaults.None(RuleKinds.All.Where(r => r.SupersededSince is null && !used.Contains(r)).Select(r =>
            $"{r.Word} is used by no convention of the shipped book: add one of a company's own to FleetBook, and its planter."));
    }
}

using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>Whatever is changed in the book that verdicts rest on, the fleet tells.</summary>
public sealed class BookMutationTests
{
    // Changes that no observation can tell, each with the reason.
    private static readonly Dictionary<string, string> Equivalent = new(StringComparer.Ordinal)
    {
        ["conventions/ENV-05/kinds: * → sns-topic"] = "It judges clients by all they have, whatever it says of kinds.",
    };

    [Fact]
    public void EveryChangeOfTheBook_ChangesWhatIsFound()
    {
        var mutants = BookMutants.Of(FleetBook.Book);
        var (whole, part) = (Found(Fleet.Whole, FleetBook.Book), Found(Fleet.InPart, FleetBook.Book));
        var survived = mutants.AsParallel().Where(m =>
            Found(Fleet.Whole, m.Book).SetEquals(whole) && Found(Fleet.InPart, m.Book).SetEquals(part)).Select(m => m.Change).ToList();

        Assert.True(mutants.Count > 150, $"only {mutants.Count} changes");
        var untold = survived.Where(s => !Equivalent.ContainsKey(s)).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            untold.Count == 0,
            $"{untold.Count} of {mutants.Count} changes of the book go unseen; plant what tells them:\n{string.Join('\n', untold)}");
        Assert.Empty(Equivalent.Keys.Except(survived));
    }

    // What is right gives no finding anyway.
    private static HashSet<PlantedFinding> Found(Fleet fleet, ConventionBook book) => fleet.Judge(book, plantedOnly: true);
}

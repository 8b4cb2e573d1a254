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
        var (whole, part) = (Fleet.PlantedAlone.Judge(FleetBook.Book), Fleet.InPart.Judge(FleetBook.Book));
        var survived = mutants.AsParallel().Where(m =>
            Fleet.PlantedAlone.Judge(m.Book).SetEquals(whole) && Fleet.InPart.Judge(m.Book).SetEquals(part)).Select(m => m.Change).ToList();

        Assert.True(mutants.Count > 150, $"only {mutants.Count} changes");
        var untold = survived.Where(s => !Equivalent.ContainsKey(s)).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            untold.Count == 0,
            $"{untold.Count} of {mutants.Count} changes of the book go unseen; plant what tells them:\n{string.Join('\n', untold)}");
        Assert.Empty(Equivalent.Keys.Except(survived));
    }
}

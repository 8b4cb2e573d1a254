using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Inventory;

namespace FusionPortal.Core.Search;

/// <summary>The conventions of the book in force, by title and id.</summary>
public sealed class ConventionSource(BookQueries books) : ReadSearchSource
{
    public override string Kind => "convention";

    public override string Title => "Conventions";

    public override int Place => 70;

    public override string Address(IReadOnlyList<string> parts, Actor actor) => $"/conventions#{parts[0]}";

    private protected override async Task ReadAsync(SearchReading reading, CancellationToken cancellationToken)
    {
        var book = await books.CurrentAsync(cancellationToken);
        await reading.StageAsync(
            [.. book.Conventions.Select(c => new SearchRow(
                Kind, "", Fingerprint.Of(c.Id), c.Title, c.Id, $"{c.Severity}", [c.Id], c.Id))], cancellationToken);
        await reading.MergeAllAsync([Kind], cancellationToken);
    }
}

using System.Buffers;
using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Environments;

/// <summary>
/// The habit of naming a resource for its client where no pattern is laid down: <c>demoshop-carts</c>, <c>demoshopOrders</c>,
/// <c>/pos/demoshop/api</c>.
/// Only a known organization's ID counts, and none that is itself a word of the book (pos, qa, demo).
/// </summary>
internal sealed class HabitualName
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("-_.: +=@");

    private readonly PortalRecords _records;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _wordsOfTheBook;

    public HabitualName(ConventionBook book, PortalRecords records)
    {
        _records = records;
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        words.UnionWith(book.EnvironmentWords.Words.Where(w => !w.InTagsOnly).SelectMany(w => WordSpellings.Of(w.Text)));
        words.UnionWith(book.Parts.Values.SelectMany(p => p.Values));
        _wordsOfTheBook = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The client whose ID is the first word of the name, or of a part of it between slashes; null when there is none.</summary>
    public OrganizationRecord? Read(ReadOnlySpan<char> name)
    {
        foreach (var part in name.Split('/'))
            if (InPart(name[part]) is { } organization) return organization;
        return null;
    }

    private OrganizationRecord? InPart(ReadOnlySpan<char> part)
    {
        var end = part.IndexOfAny(Separators);
        var first = end < 0 ? part : part[..end];
        if (first.IsEmpty) return null;
        if (Known(first) is { } organization) return organization;
        for (var i = 1; i < first.Length; i++)
            if (char.IsAsciiLetterUpper(first[i]) && !char.IsAsciiLetterUpper(first[i - 1])) return Known(first[..i]);
        return null;
    }

    private OrganizationRecord? Known(ReadOnlySpan<char> word) =>
        _records.Organization(word) is { } organization && !_wordsOfTheBook.Contains(word) ? organization : null;
}

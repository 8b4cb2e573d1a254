using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Conventions.Tests.Books;

/// <summary>Every book that was ever shipped: its number has one text, and this build still reads it.</summary>
public sealed class ShippedBookTests
{
    public static TheoryData<int> Numbers => [.. ConventionBook.Shipped.Select(s => s.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void ShippedBook_IsTheTextOfItsNumber_AndIsRead(int number)
    {
        var shipped = ConventionBook.Shipped.Single(s => s.Number == number);

        var book = ConventionBook.Load(shipped.Text);

        Assert.Equal(shipped.Sha256, book.Sha256);
        Assert.Equal(number, book.Version);
        Assert.Equal(shipped.Text, book.Yaml);
        Assert.InRange(book.Format, 1, ConventionBook.NewestFormat);
        Assert.NotEmpty(book.Conventions);
        // Every part of it is understood, not skipped: names are made and judged by.
        Assert.All(book.NamesFor("kite"), name => Assert.Null(name.Problem));
    }

    [Fact]
    public void Numbers_RiseByOneFromOne() =>
        Assert.Equal(Enumerable.Range(1, ConventionBook.Shipped.Count), ConventionBook.Shipped.Select(s => s.Number));

    [Fact]
    public void Number1_IsTheTextThatPortalsInUseHold() =>
        Assert.Equal("919f53a9378416b73955734a03eda139ad8c83ac9c148db59342f21f7eef1697", ConventionBook.Shipped[0].Sha256);

    [Fact]
    public void Book_ThatDiffersFromTheLastClosedNumber_HasTheNextOne()
    {
        var last = ConventionBook.Shipped[^1];

        Assert.True(
            ConventionBook.Default.Sha256 == last.Sha256 || ConventionBook.Default.Version == last.Number + 1,
            $"The book differs from number {last.Number}, which is closed: raise its line \"version:\" to {last.Number + 1}.");
        Assert.True(ConventionBook.Default.Sha256 != last.Sha256 || ConventionBook.Default.Version == last.Number);
    }

    /// <summary>Open numbers are for work between releases: eng/shipped.sh closes them.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public void EveryNumber_IsClosedBeforeARelease() =>
        Assert.True(
            ConventionBook.Shipped[^1].Sha256 == ConventionBook.Default.Sha256,
            $"Number {ConventionBook.Default.Version} of the book is open: two builds could ship two texts under "
                + "it. Run eng/shipped.sh and commit.");

    [Fact]
    public void Book_OfALaterFormat_IsRefusedBecauseOfItsFormat()
    {
        var later =
            ConventionBook.Shipped[0].Text.Replace("format: 1", $"format: {ConventionBook.NewestFormat + 1}", StringComparison.Ordinal);

        Assert.False(ConventionBook.TryLoad(later, out _, out var problems));
        Assert.Contains(problems, p => p.Message.Contains("\"format\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbered_ChangesTheNumberAndNotTheText()
    {
        var book = ConventionBook.Default.Numbered(41);

        Assert.Equal((41, ConventionBook.Default.Yaml, ConventionBook.Default.Sha256), (book.Version, book.Yaml, book.Sha256));
    }
}

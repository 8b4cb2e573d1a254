using FusionPortal.Demo.Past;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Demo.Tests.Past;

public sealed class PastLabelTests
{
    [Fact]
    public void Label_WrittenAndRead_IsTheSame()
    {
        var label = new PastLabel(new(2026, 10, 1), new(2026, 11, 11), 15, 40, PastText.OfThisBuild);
        var file = Path.GetTempFileName();
        try
        {
            label.Write(file);

            var read = PastLabel.Read(file);
            Assert.Equal(label with { Texts = [] }, read with { Texts = label.Texts is null ? [] : [] });
            Assert.Equal(label.Texts, read.Texts);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Text_UnderANumberOfThisBuild_FitsOnlyWhenItIsTheSame()
    {
        var book = PastText.OfThisBuild.First(text => text.Key == "book");

        Assert.True(book.Fits);
        Assert.False((book with { Sha256 = new string('0', 64) }).Fits);
        // An older number stays what it was; a newer one comes in force beside it.
        Assert.True((book with { Number = book.Number - 1, Sha256 = new string('0', 64) }).Fits);
    }

    [Fact]
    public void Dump_IsOfTheOldestServer_AndSmall()
    {
        var dump = PastDump.Of(SourceTree.Root);

        Assert.Equal(Demo.Postgres.PostgresBinaries.OldestMajor, PastLabel.Read(dump.LabelFile).Postgres);
        Assert.InRange(new FileInfo(dump.File).Length, 50_000, 3_000_000);
    }

    /// <summary>Else the demo starts without its past, and says so. Numbers that are open may be changed; then eng/past.sh makes it
    /// again.</summary>
    [Trait("Category", "Long")]
    [Fact]
    public void Dump_KnowsNoOtherText_UnderANumberOfThisBuild() =>
        Assert.All(PastLabel.Read(PastDump.Of(SourceTree.Root).LabelFile).Texts, text => Assert.True(
            text.Fits, $"The demo's past was made with another text of {text.Key} {text.Number}: run eng/past.sh."));
}

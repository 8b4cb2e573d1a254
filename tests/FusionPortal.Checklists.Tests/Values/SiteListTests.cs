using CsCheck;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;
using Xunit;

namespace FusionPortal.Checklists.Tests.Values;

public sealed class SiteListTests
{
    private static readonly FieldDefinition Field = new() { Id = "sites", Label = "Sites", Type = FieldTypes.Of<SiteListField>() };

    [Fact]
    public void Parse_WrittenSites_GivesThemBack()
    {
        var id = Gen.Select(Gen.Char['a', 'z'], Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 0, 19], (c, rest) => c + rest);
        var title = Gen.Char["ABCDEFGHIJ klmnop:-&é"].Array[1, 100].Select(chars => new string(chars).Trim())
            .Where(text => text.Length > 0);
        Gen.Select(id, title, (i, t) => new Site(i, t)).List[1, 20].Sample(list =>
        {
            var sites = list.DistinctBy(site => site.SiteId).ToList();
            var read = FieldValue.Read(Field, SiteList.Write(sites));
            return read.Problem is null && SiteList.Parse(read.Value).SequenceEqual(sites);
        });
    }

    [Fact]
    public void Read_TooManySites_IsRefused()
    {
        var sites = Enumerable.Range(1, SiteList.MostSites + 1).Select(n => $"s{n}: T").ToList();

        Assert.Null(FieldValue.Read(Field, string.Join('\n', sites.Take(SiteList.MostSites))).Problem);
        Assert.Contains("501", FieldValue.Read(Field, string.Join('\n', sites)).Problem);
    }

    [Theory]
    [InlineData("corp", SiteKind.Corporate)]
    [InlineData("CORP", SiteKind.Corporate)]
    [InlineData("store1", SiteKind.Store)]
    [InlineData("corporate", SiteKind.Store)]
    public void Kind_SiteId_TellsCorporateFromStores(string siteId, SiteKind kind) => Assert.Equal(kind, new Site(siteId, "T").Kind);
}

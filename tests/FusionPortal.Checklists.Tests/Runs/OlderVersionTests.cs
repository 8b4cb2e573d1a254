using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>A run pinned to a version that was written before a check existed is held to it all the same.</summary>
public sealed class OlderVersionTests
{
    public static TheoryData<string, int> EveryShipped => [.. TemplateLibrary.Shipped.Select(s => (s.Key, s.Number))];

    private static Template Read(string key, int version) =>
        TemplateYaml.Read(TemplateLibrary.Shipped.Single(s => s.Key == key && s.Number == version).Text).Template;

    [Theory]
    [MemberData(nameof(EveryShipped))]
    public void Field_OfEveryVersion_HasTheCheckOfTheNewest(string key, int version)
    {
        var older = Read(key, version);
        var newest = TemplateIndex.Of(TemplateLibrary.Get(key).Template);

        Assert.All(TemplateIndex.Of(older).Fields, place =>
        {
            var expected = newest.Field(place.Field.Id)?.Field is { } now && now.Type == place.Field.Type ? now.Check : FieldCheck.None;
            Assert.Equal(expected == FieldCheck.None ? place.Field.Check : expected, ChecksInForce.Of(older, place.Field));
        });
    }

    [Theory]
    [InlineData("org-id", "client-sign-off-on", "2031-01-01")]
    [InlineData("hosting-domains", "pos-domain", "pos.other.example")]
    [InlineData("standard-time-zone", "time-zone", "Mars/Olympus")]
    public void Value_InARunOfTheFirstVersion_IsHeldAgainstWhatIsKnown(string step, string field, string value)
    {
        var bench = new Workbench(Read("client-install", 1), Workbench.Acme)
        {
            Known = new KnownFacts
            {
                OthersOwn = new Dictionary<string, string> { ["pos.other.example"] = "other records it as pos-domain" }
            },
        };

        Assert.Equal(field, bench.Set(step, field, value).Refused(RefusalReason.Invalid).Field);
    }

    [Fact]
    public void Field_OfAnotherChecklistOrType_HasNoCheckButItsOwn()
    {
        var own = SmallTemplates.WithFields("{id: provisioning-account, label: Account, type: text, required: false}");

        Assert.Equal(FieldCheck.None, ChecksInForce.Of(own, TemplateIndex.Of(own).Field("provisioning-account")!.Field));
    }
}

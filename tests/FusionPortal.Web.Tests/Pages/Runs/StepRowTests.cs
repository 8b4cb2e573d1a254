using Bunit;
using FusionPortal.Checklists;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Pages.Runs;
using FusionPortal.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Runs;

/// <summary>A step that is done shows where its credential is, and people click it.</summary>
public sealed class StepRowTests
{
    [Fact]
    public void Reference_OfADoneStep_IsALinkBesideTheRow()
    {
        using var context = Context("https://passwords.example.com/entries/{reference}");

        var row = context.Render<StepRow>(p => p.Add(r => r.Step, Done()).Add(r => r.Href, "?step=a"));

        var link = row.Find("a[target=_blank]");
        Assert.Equal("https://passwords.example.com/entries/FPM-20418", link.GetAttribute("href"));
        // A link inside the row's own link would be neither.
        Assert.Null(link.ParentElement!.Closest("a"));
        Assert.Single(row.FindAll("a[target=_blank]"));
        Assert.Equal("fusion-rms", row.Find(".recorded").TextContent);
    }

    [Fact]
    public void Reference_WithoutAnAddress_StaysTextInTheRow()
    {
        using var context = Context("");

        var row = context.Render<StepRow>(p => p.Add(r => r.Step, Done()).Add(r => r.Href, "?step=a"));

        Assert.Empty(row.FindAll("a[target=_blank]"));
        Assert.Contains("FPM-20418", row.Find(".recorded").TextContent, StringComparison.Ordinal);
    }

    private static BunitContext Context(string address)
    {
        var context = new BunitContext();
        context.Services.AddSingleton(Options.Create(new PasswordManagerOptions { Address = address }));
        return context;
    }

    private static StepDetail Done() => new(
        "a", "a", "Record the master login", "", [], null, StepSource.CompanyGuide, null, false, StepState.Done, StepReadiness.Done, false,
            1, null, null, null, [],
        [Field("login", FieldTypes.Of<TextField>(), "fusion-rms"),
            Field("entry", FieldTypes.Of<PasswordManagerReferenceField>(), "FPM-20418")], []);

    private static FieldDetail Field(string id, FieldType type, string value) =>
        new(id, id, type, true, null, null, null, value, value, ValueOrigin.Entered, null, null, [], "ana.ruiz", DateTimeOffset.UnixEpoch);
}

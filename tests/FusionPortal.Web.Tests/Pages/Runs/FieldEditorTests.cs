using Bunit;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Pages.Runs;
using FusionPortal.Web.Components.Pages.Runs.Fields;
using FusionPortal.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Runs;

/// <summary>Every type of field has an editor of its name, whose boxes tell the run's script all it needs.</summary>
public sealed class FieldEditorTests
{
    public static TheoryData<string> Words => [.. FieldTypes.All.Select(t => t.Word)];

    [Fact]
    public void Editors_AreTheTypes_OneForEach() => Assert.Equal(
        FieldTypes.All.Select(t => t.GetType().Name).Order(StringComparer.Ordinal),
        typeof(FieldEditor).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(FieldEditor))).Select(t => t.Name)
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Words))]
    public void Editor_OfEachType_SaysByAttributesWhatItsBoxIs(string word)
    {
        var type = FieldTypes.ByWord[word];
        var definition = type.Example.With(new FieldDefinition { Id = "f", Label = "Field", Type = type });
        var field = new FieldDetail(
            "f", "Field", type, true, "Help.", definition.Unit, null, type.Example.Stored, type.Example.Shown ?? type.Example.Stored,
            ValueOrigin.Entered, null, null, [.. definition.Options.Select(o => new OptionDetail(o.Id, o.Label, true, null))], "Ana",
            DateTimeOffset.UnixEpoch)
        { Source = StepSource.PortalDefault };
        using var context = new BunitContext();
        context.Services.AddSingleton(Options.Create(new PasswordManagerOptions()));
        context.Services.AddSingleton(TimeProvider.System);

        var row = context.Render<FieldRow>(p => p.Add(f => f.Field, field).Add(f => f.StepKey, "s@store1")
            .AddCascadingValue(new BrowserFacts(false, "UTC")));

        Assert.Equal(FieldEditors.Of(type).Name, type.GetType().Name);
        Assert.Contains("Field", row.Markup, StringComparison.Ordinal);
        var boxes = row.FindAll("input,select,textarea");
        // Nobody types a value that has no box.
        Assert.Equal(type.Example.Typed is null, boxes.Count == 0);
        Assert.All(boxes, box =>
        {
            Assert.Equal(("f", type.Example.Stored), (box.GetAttribute("name"), box.GetAttribute("data-value")));
            Assert.Equal(box.GetAttribute("type") is "radio" or "checkbox", box.HasAttribute("data-pick"));
            Assert.Equal(box.GetAttribute("type") is "date" or "time", box.HasAttribute("data-wait"));
        });
        var picked = boxes.Where(b => b.HasAttribute("data-pick")).ToList();
        if (picked.Count > 0) Assert.Contains(picked, b => b.GetAttribute("value") == type.Example.Stored);
        if (boxes.Count > 0) Assert.NotNull(row.Find(".field-save[data-of=f] [data-say=f]"));
    }
}

using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>The organization's sites: what sections with <c>repeat: sites</c> are worked for. <see cref="SiteList"/> takes it
/// apart.</summary>
public sealed class SiteListField : FieldType
{
    public override string Word => "site-list";

    public override string Holds => "the organization's sites, one line each: `store1: Main Street`";

    public override FieldExample Example { get; } = new(
        "corp : Head Office\r\n\r\nstore1: Main Street", "corp: Head Office\nstore1: Main Street", "Store1: Main Street")
    {
        Another = "corp: Head Office",
    };

    public override bool IsExact => true;

    public override bool HasLines => true;

    public override bool IsShort => false;

    public override bool MayBePartOfAName => false;

    public override bool ListsSites => true;

    internal override ReadValue Read(FieldDefinition field, string text) => SiteList.Read(text);

    public override bool CanBe(FieldDefinition field, string value) => false;
}

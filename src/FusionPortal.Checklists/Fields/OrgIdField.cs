using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Fields;

/// <summary>An organization ID, by the company's own rules.</summary>
public sealed class OrgIdField : FieldType
{
    public override string Word => "org-id";

    public override string Holds => "an organization ID, for example `acme`";

    public override FieldExample Example { get; } = new(" acme ", "acme", "1acme") { Another = "acme2" };

    public override bool IsExact => true;

    internal override ReadValue Read(FieldDefinition field, string text) =>
        OrganizationId.IsValid(text) ? ReadValue.Good(text) : ReadValue.Bad(string.Join(' ', OrganizationId.Validate(text)));
}

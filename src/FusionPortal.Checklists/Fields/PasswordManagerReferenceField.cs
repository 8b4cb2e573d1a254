using System.Text.RegularExpressions;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>Where a credential is kept. Never the credential.</summary>
public sealed partial class PasswordManagerReferenceField : FieldType
{
    private const int Limit = 60;

    public override string Word => "password-manager-reference";

    public override string Holds => "where a credential is kept, for example `FPM-20418`; never the credential";

    public override FieldExample Example { get; } = new("fpm-20418", "FPM-20418", "Summer2026!") { Another = "FPM-20419" };

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.Pattern];

    public override bool IsExact => true;

    public override bool MayBePartOfAName => false;

    public override bool IsCredentialReference => true;

    internal override ReadValue Read(FieldDefinition field, string text)
    {
        if (field.Pattern is not null)
            return text.Length <= Limit && FreeText.Matches(field, text) ? ReadValue.Good(text) : ReadValue.Bad(field.PatternSays!);
        // Narrow on purpose: a password typed here by mistake must not fit.
        var upper = text.ToUpperInvariant();
        return Shape().IsMatch(upper)
            ? ReadValue.Good(upper)
            : ReadValue.Bad("Enter the number of the password manager's entry, like FPM-20418. Never the credential itself.");
    }

    internal override string Missing(FieldDefinition field, string? waitsFor) =>
        $"{field.Label} is needed: the number of the password manager's entry.";

    public override bool CanBe(FieldDefinition field, string value) => false;

    [GeneratedRegex(@"\A[A-Z]{2,6}-[0-9]{1,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

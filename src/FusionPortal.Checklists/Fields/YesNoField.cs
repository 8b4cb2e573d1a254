using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>A question answered with yes or no.</summary>
public sealed class YesNoField : FieldType
{
    public override string Word => "yes-no";

    public override string Holds => "`yes` or `no`";

    public override FieldExample Example { get; } = new("Y", "yes", "maybe") { Shown = "Yes", Another = "no" };

    public override bool IsLookedUp => false;

    internal override ReadValue Read(FieldDefinition field, string text) =>
        Answer(text) is { } answer ? ReadValue.Good(answer) : ReadValue.Bad("Answer yes or no.");

    public override string Display(FieldDefinition field, string value) => value == "yes" ? "Yes" : "No";

    public override bool CanBe(FieldDefinition field, string value) => value is "yes" or "no";

    /// <summary><c>yes</c> or <c>no</c> as people and programs write it; null for anything else.</summary>
    internal static string? Answer(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "y" or "true" => "yes",
        "no" or "n" or "false" => "no",
        _ => null,
    };
}

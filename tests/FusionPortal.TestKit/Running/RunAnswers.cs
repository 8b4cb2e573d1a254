using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Runs;

namespace FusionPortal.TestKit.Running;

/// <summary>What to try for a field, the likeliest first.</summary>
public static class RunAnswers
{
    // One of these fits every text field of the templates.
    private static readonly string[] Texts =
    [
        "Main Street", "pos.example.com", "America/New_York", "123456789012", "10.0.0.0/16", "vpc-0a1b2c3d4e5f60718", "i-0a41c7be22d90f513",
        "db-POS-07", "POS07", "mq-POS-07", "acme-files-2",
    ];

    public static IEnumerable<string> For(RunDetail view, FieldDetail field, IReadOnlyDictionary<string, string> answers)
    {
        if (answers.TryGetValue(field.Id, out var wanted))
        {
            yield return wanted;
            yield break;
        }

        if (field.Suggestion is { } suggestion) yield return suggestion;
        var definition = TemplateLibrary.Get(view.Head.TemplateKey).Template.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields)
            .First(f => f.Id == field.Id);
        if (definition.EqualsField is { } equal && ValueOf(view, equal) is { } other) yield return other;
        foreach (var option in field.Options.Where(o => o.Allowed)) yield return option.Id;
        // Each client has entries of its own.
        if (field.Type.IsCredentialReference) yield return $"FPM-{BitConverter.ToUInt32(view.Head.Id.ToByteArray(), 10)}";
        foreach (var value in Usual(field.Type)) yield return value;
    }

    private static string? ValueOf(RunDetail view, string fieldId) =>
        view.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).FirstOrDefault(f => f.Id == fieldId)?.Value;

    private static IEnumerable<string> Usual(FieldType type) =>
        type is TextField ? Texts : new[] { type.Example.Stored, type.Example.Another }.OfType<string>();
}

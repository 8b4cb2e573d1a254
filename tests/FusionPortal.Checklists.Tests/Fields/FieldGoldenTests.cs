using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Checklists.Values;
using FusionPortal.Tests;
using Xunit;

namespace FusionPortal.Checklists.Tests.Fields;

/// <summary>
/// What fields store and show, held as text: stored values, trails and templates of years ago rest on it. The closed numbers of the shipped
/// templates never change, so only code can move these lines.
/// </summary>
public sealed class FieldGoldenTests
{
    // What people paste into any box, for every type.
    private static readonly string[] Typed =
    [
        "Main Street", "  yes ", "No", "TRUE", "y", "maybe", "007", "12.0", "-0", "1.5", "1,5", "1e3", "99999999999999999999999999999999",
        "2026-02-28", "2026-02-30", "1999-12-31", "28.02.2026", "v6.02.1", "6.2.0", "6.2.1.0.1", "latest", "acme", "Acme", "acme-1",
        "US-East-1", "us-gov-west-1", "us-east", "us-east-1A", "us-west-2-lax-1a", "use1-az1", "fpm-20418", "FPM-20418", "Summer2026!",
        "corp: Head Office", "store1 : A\n\n store2: B", "Store1: A", "store1: A\nstore1: B", "store1", "one\ntwo", "web", "Web edition",
        "admin\u202Egnp.exe", "a\tb", "a\u0000b", new string('x', 201), new string('x', 2_001), new string('x', 20_001),
        "ana@example.com", "https://pos.example.com/a?b=c", "pos.example.com", "10.0.0.0/16", "America/New_York", "443", "127.0.0.1",
    ];

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["choice"] = ", options: [{id: web, label: Web edition}, {id: express, label: Express edition}]",
        ["computed"] = ", compute: 'fusion-rms-{orgid}'",
    };

    public static TheoryData<string> Words => [
        "text", "note", "choice", "yes-no", "number", "date", "version", "org-id", "aws-region", "availability-zone",
        "password-manager-reference", "site-list", "confirmation", "computed"];

    public static TheoryData<string, int> Closed => [("client-install", 2), ("vpc", 1), ("ec2-instance", 2), ("rds-instance", 2)];

    [Theory]
    [MemberData(nameof(Words))]
    public void Reading_OfEachType_GivesWhatItGave(string word)
    {
        var field = Field(word);

        Golden.Holds($"read-{word}", Typed.Select(typed =>
        {
            var read = FieldValue.Read(field, typed);
            return $"{Short(typed)} -> {(read.Problem is { } problem ? "! " + problem : Short(read.Value))}";
        }));
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public void Run_OfAClosedTemplate_RecordsWhatItRecorded(string key, int number)
    {
        var template = TemplateYaml.Read(TemplateLibrary.Shipped.Single(s => s.Key == key && s.Number == number).Text).Template;
        var bench = new Workbench(template, template.Kind == RunKind.ClientInstall ? Workbench.Acme : null);
        var before = Lines(bench.Plan());

        var plan = new Walker(bench, new Dictionary<string, string> { ["rds-hosting"] = "shared-new" }).ToTheEnd();

        var written = Encoding.UTF8.GetBytes(TemplateYaml.Write(template));
        Golden.Holds($"run-{key}-{number}",
        [
            $"written: {written.Length} bytes, {Convert.ToHexStringLower(SHA256.HashData(written))}", "", "empty", .. before, "",
                "complete",
            .. Lines(plan), "", "published", .. plan.Outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key} {o.Value}"),
        ]);
    }

    private static List<string> Lines(RunPlan plan) =>
    [
        .. from section in plan.Sections
           from step in section.Steps
           from field in step.Fields
           select string.Create(CultureInfo.InvariantCulture,
               $"{step.Key} {field.Definition.Id} {field.Definition.Type} {field.Origin}: {Short(field.Value ?? "-")} | "
                   + $"{Short(field.Display ?? "-")} | {field.Suggestion} | {field.Problem?.Message}"),
    ];

    private static FieldDefinition Field(string word)
    {
        var credential = word.StartsWith("password", StringComparison.Ordinal) ? ", credential: Login" : "";
        var field = $"{{id: f, label: F, type: {word}{Keys.GetValueOrDefault(word)}}}";
        var step = $"{{id: s1, letter: a, title: T, instruction: I., source: portal, may-skip: false{credential}, fields: [{field}]}}";
        return TemplateYaml.Read($"{SmallTemplates.Head}sections:\n  - {{id: only, title: Only, steps: [{step}]}}\n").Template.Sections[0]
            .Steps[0].Fields[0];
    }

    private static string Short(string text)
    {
        var plain = text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)
            .Replace("\u202E", "\\u202E", StringComparison.Ordinal);
        return plain.Length <= 100 ? plain : $"{plain[..20]}… ({plain.Length})";
    }
}

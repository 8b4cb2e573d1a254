using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Bunit;
using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Pages.Runs;
using FusionPortal.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using FusionPortal.Tests;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Runs;

/// <summary>What the API says of a field, and what its box is drawn as, held as text: clients and the run's script rest on both.</summary>
public sealed partial class FieldRowGoldenTests
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static readonly (string Type, string Value, string Display)[] Types =
    [
        ("Text", "Main Street", "Main Street"), ("Note", "one\ntwo", "one\ntwo"), ("Choice", "b", "B"), ("YesNo", "yes", "Yes"),
        ("Number", "8", "8 GB"), ("Date", "2026-11-20", "2026-11-20"), ("Version", "6.2.1", "6.2.1"), ("OrgId", "acme", "acme"),
        ("AwsRegion", "us-east-1", "us-east-1"), ("AvailabilityZone", "us-east-1a", "us-east-1a"),
        ("PasswordManagerReference", "FPM-20418", "FPM-20418"), ("SiteList", "corp: Head", "corp: Head"),
        ("Confirmation", "yes", "Confirmed"), ("Computed", "fusion-rms-acme", "fusion-rms-acme"),
    ];

    public static TheoryData<string> Names => [.. Types.Select(t => t.Type)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Field_OfEachType_IsToldAndDrawnAsBefore(string name)
    {
        var (_, value, display) = Types.Single(t => t.Type == name);
        using var context = new BunitContext();
        context.Services.AddSingleton(Options.Create(new PasswordManagerOptions { Address = "https://pm.example.com/{reference}" }));
        context.Services.AddSingleton(TimeProvider.System);
        var lines = new List<string> { JsonSerializer.Serialize(View(name, value, display), Json) };

        Draw("empty", View(name, null, null), false);
        Draw("value", View(name, value, display), false);
        Draw("read only", View(name, value, display), true);
        Draw("offered", View(name, null, null) with { Help = "Help.", Suggestion = value, MaxLength = 40, Required = false }, false);
        // The portal works a computed name out, and no link fills it.
        if (name != "Computed") Draw("linked", View(name, value, display) with { Origin = ValueOrigin.Linked }, false);
        Draw("many",
            View(name, value, display) with { Options = [.. "abcdef".Select(c => new OptionDetail($"{c}", $"{c}", c != 'c', "Why."))] },
            false);

        Golden.Holds(name, lines);

        void Draw(string how, FieldDetail field, bool readOnly)
        {
            var row =
                context.Render<FieldRow>(p => p.Add(f => f.Field, field).Add(f => f.StepKey, "s@store1").Add(f => f.ReadOnly, readOnly)
                .AddCascadingValue(new BrowserFacts(false, "UTC")));
            lines.Add("");
            lines.Add(how);
            lines.Add(BetweenTags().Replace(Spaces().Replace(row.Markup.Trim(), " "), "\n$0".Replace("$0", "<", StringComparison.Ordinal)));
        }
    }

    private const string Choices = """[{"id":"a","label":"A","allowed":false,"why":"Not yet."},{"id":"b","label":"B","allowed":true}]""";

    // Read from its JSON, as a client of the API does.
    private static FieldDetail View(string type, string? value, string? display) => JsonSerializer.Deserialize<FieldDetail>($$"""
        {"id":"f","label":"Field","type":"{{type}}","required":true,"unit":{{(type == "Number" ? "\"GB\"" : "null")}},
         "value":{{JsonSerializer.Serialize(value)}},"display":{{JsonSerializer.Serialize(display)}},
         "origin":"{{(type == "Computed" ? "Computed" : value is null ? "None" : "Entered")}}",
         "options":{{(type == "Choice" ? Choices : "[]")}},
         "source":"PortalDefault","revision":3}
        """, Json)!;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("(?<=>) ?<")]
    private static partial Regex BetweenTags();
}

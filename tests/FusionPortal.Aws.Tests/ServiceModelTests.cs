using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Aws.Wire;

namespace FusionPortal.Aws.Tests;

/// <summary>
/// Every operation and member that a client written by hand sends or reads, held against AWS's own service models: it exists, and nothing
/// there calls it deprecated or retired. What is sent and read is taken from the sources and types themselves, so that no new one is
/// missed.
/// </summary>
public sealed partial class ServiceModelTests
{
    // What may be used although its model speaks against it, with the reason.
    private static readonly Dictionary<string, string> Permitted = new()
    {
        ["organizations Account.Status"] = "Stand-ins of AWS may answer it alone; State is read first.",
        ["lambda Runtime"] = "Its documentation speaks of deprecated runtimes, which are values of it, and not of the member.",
    };

    // botocore's folder for a service is what requests are signed for, but here.
    private static readonly Dictionary<string, string> BotocoreNames = new() { ["Elastic Load Balancing v2"] = "elbv2" };

    private static readonly ServiceModels? Models = ServiceModels.Find();

    [Fact]
    public void WireClients_UseWhatTheModelsHaveAndDoNotRetire()
    {
        var models = Present();
        var sources = WireSources();
        var faults = new List<string>();
        foreach (var (file, text) in sources)
        {
            var id = Service().Match(text).Groups[1].Value;
            var name = BotocoreName(id);
            var model = models.Of(name);
            var operations = Operation().Matches(text).Select(m => m.Groups[1].Value).Distinct().ToArray();
            Assert.NotEmpty(operations);
            foreach (var operation in operations)
                faults.AddRange(
                    Fault($"{name} {operation}", model.GetProperty("operations").TryGetProperty(operation, out var o)
                    ? ServiceModels.Against(operation, o) : "is unknown"));
            var known = operations.Where(o => model.GetProperty("operations").TryGetProperty(o, out _)).ToArray();
            var output = Join(known, o => ServiceModels.Members(model, o, "output"));
            var input = Join(known, o => ServiceModels.Members(model, o, "input"));
            // Facts, events in events and credential reports are other documents; they are read in files without a service.
            foreach (var member in Read().Matches(text).Select(m => m.Groups[1].Value).Distinct().Where(m => !InnerDocuments.Contains(m)))
                faults.AddRange(Fault($"{name} {member}", output.TryGetValue(member, out var against) ? against : "is unknown"));
            foreach (
                var parameter in Sent().Matches(text).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value).Distinct())
                faults.AddRange(Fault($"{name} {parameter}", input.TryGetValue(Bare(parameter), out var against) ? against : "is unknown"));
        }

        Assert.True(sources.Count >= WireServices.Count, $"only {sources.Count} services found");
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("organizations", "Amazon.Organizations.AmazonOrganizationsClient")]
    [InlineData("resourcegroupstaggingapi", "Amazon.ResourceGroupsTaggingAPI.AmazonResourceGroupsTaggingAPIClient")]
    public void PackageStandIns_HaveWhatTheModelsHave(string service, string client)
    {
        var model = Present().Of(service);
        var type = typeof(AwsOptions).Assembly.GetType(client, throwOnError: true)!;
        var operations = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(m => m.Name[..^5]).Distinct().ToArray();
        Assert.NotEmpty(operations);
        var faults = operations.Where(o => !model.GetProperty("operations").TryGetProperty(o, out _)).Select(o => $"{o} is unknown")
            .ToList();
        var models = type.Assembly.GetTypes().Where(t => t.Namespace == type.Namespace + ".Model" && !t.IsSubclassOf(typeof(Exception)))
            .ToArray();
        foreach (var shape in models)
        {
            var members = Shape(model, shape.Name);
            foreach (var property in shape.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                faults.AddRange(Fault($"{service} {shape.Name}.{property.Name}",
                    members is { } m && m.TryGetProperty(property.Name, out var member) ? ServiceModels.Against(property.Name, member)
                        : "is unknown"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Models_SpeakAgainstStatus() =>
        Assert.NotNull(ServiceModels.Against("Status", Shape(Present().Of("organizations"), "Account")!.Value.GetProperty("Status")));

    private static List<(string File, string Text)> WireSources() =>
    [
        .. Directory.GetFiles(Project, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Select(f => (File: Path.GetFileName(f), Text: File.ReadAllText(f))).Where(f => Service().IsMatch(f.Text)),
    ];

    private static readonly HashSet<string> InnerDocuments =
    [
        // A CloudTrail event holds another document as text.
        "eventTime", "errorCode",
    ];

    private static IReadOnlyList<WireService> WireServices { get; } =
    [
        .. typeof(AwsOptions).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(f => f.FieldType == typeof(WireService)).Select(f => (WireService)f.GetValue(null)!),
    ];

    private static string BotocoreName(string id) => BotocoreNames.GetValueOrDefault(id) ?? WireServices.First(s => s.Id == id).Prefix;

    private static ServiceModels Present()
    {
        if (Models is null)
            Assert.Skip(
            "ABSENT: the aws command line with its service models is not installed, so no client was held against them. "
                + "pip install awscli brings them.");
        return Models;
    }

    private static IEnumerable<string> Fault(string what, string? against) =>
        against is null || Permitted.ContainsKey(what) ? [] : [$"{what}: {against}"];

    private static Dictionary<string, string?> Join(string[] operations, Func<string, Dictionary<string, string?>> of) =>
        operations.SelectMany(of).GroupBy(m => m.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Any(m => m.Value is null) ? null : g.First().Value, StringComparer.Ordinal);

    private static string Bare(string parameter) => parameter.Split('.')[0];

    // The stand-ins call requests and answers as the packages do; the models have them under the operation.
    private static JsonElement? Shape(JsonElement model, string type)
    {
        foreach (var (suffix, side) in new[] { ("Request", "input"), ("Response", "output") })
            if (type.EndsWith(suffix, StringComparison.Ordinal)
                && model.GetProperty("operations").TryGetProperty(type[..^suffix.Length], out var operation)
                && operation.TryGetProperty(side, out var root))
                type = root.GetProperty("shape").GetString()!;
        return model.GetProperty("shapes").TryGetProperty(type, out var shape) && shape.TryGetProperty("members", out var members)
            ? members : null;
    }

    private static string Project { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "../../src/FusionPortal.Aws"));

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("""WireService(?:\s+Service\s*=\s*new)?\(\s*"([^"]+)",""")]
    private static partial Regex Service();

    [GeneratedRegex("""(?:QueryAsync|JsonAsync|GetAsync)\(\s*"([A-Za-z0-9]+)",""")]
    private static partial Regex Operation();

    [GeneratedRegex("""\.(?:Text|Items|Flag|Element|Elements|TryGetProperty)\(\s*"([^"]+)"[,)]""")]
    private static partial Regex Read();

    [GeneratedRegex("""\(\s*"([A-Za-z.0-9]+)",\s+(?:"[^"]*"|token|[a-z]+)\)|\["([A-Za-z]+)"\]\s+=\s+""")]
    private static partial Regex Sent();
}

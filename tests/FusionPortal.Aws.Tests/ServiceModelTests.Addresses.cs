using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Aws.Wire;
using FusionPortal.Core.Accounts;
using FusionPortal.Simulator.Estate;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Aws.Tests;

/// <summary>Beside the members: where requests go, which version they name, how pages follow, and what values there are.</summary>
public sealed partial class ServiceModelTests
{
    [Fact]
    public void WireClients_NameTheServiceAndVersionAsTheModelsDo()
    {
        Assert.NotEmpty(WireServices);
        Assert.Distinct(WireServices.Select(s => s.Id));
        Assert.All(WireServices, s =>
        {
            var said = Present().Of(BotocoreName(s.Id)).GetProperty("metadata");
            Assert.Equal(Address(said), (s.Id, s.Prefix, s.ApiVersion, s.TargetPrefix));
        });
    }

    [Fact]
    public void WireClients_AreNamedInTheDecisionToKeepThem()
    {
        var decision = SourceTree.Read("docs", "adr", "0006-what-stays-ours.md");

        Assert.Empty(WireServices.Where(s => !decision.Contains($"({s.Prefix})", StringComparison.Ordinal)).Select(s => s.Id));
    }

    [Theory]
    [InlineData("organizations", "Amazon.Organizations.AmazonOrganizationsClient")]
    [InlineData("resourcegroupstaggingapi", "Amazon.ResourceGroupsTaggingAPI.AmazonResourceGroupsTaggingAPIClient")]
    public void PackageStandIns_NameTheServiceAndVersionAsTheModelsDo(string service, string client)
    {
        var said = Present().Of(service).GetProperty("metadata");
        var config = (ServiceConfig)Activator.CreateInstance(StandIn(client[..^"Client".Length] + "Config"))!;
        config.ServiceURL = "http://127.0.0.1:1";
        using var made = (IDisposable)Activator.CreateInstance(StandIn(client), new AnonymousAWSCredentials(), config)!;
        var target = StandIn(client).GetProperty("TargetPrefix", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(made) as string;

        Assert.Equal(Address(said), (config.ServiceId, config.AuthenticationServiceName, config.ServiceVersion, target));
    }

    [Fact]
    public void WireClients_GiveBackAndReadTheTokensOfTheModels()
    {
        var (faults, paged) = (new List<string>(), 0);
        foreach (var (file, text) in WireSources())
        {
            var name = BotocoreName(Service().Match(text).Groups[1].Value);
            var (model, pages) = (Present().Of(name), Present().Pages(name));
            foreach (var operation in Operation().Matches(text).Select(m => m.Groups[1].Value).Distinct())
            {
                if (!pages.TryGetProperty(operation, out var page)) continue;
                paged++;
                foreach (var (given, got) in Names(page.GetProperty("input_token")).Zip(Names(page.GetProperty("output_token"))))
                {
                    var sent = ServiceModels.WireName(model, operation, "input", given);
                    var read = ServiceModels.WireName(model, operation, "output", got);
                    if (!Regex.IsMatch(text, $"""\(\s*"{sent}",\s+(?:token|from\?\.\w+)\)|\["{sent}"\]\s+=\s+token"""))
                        faults.Add($"{file}: {operation} is given no {sent}");
                    if (!text.Contains($"""answer.Text("{read}")""", StringComparison.Ordinal))
                        faults.Add($"{file}: {operation} gives {read}, which is not read");
                }
            }
        }

        Assert.Empty(faults);
        Assert.True(paged >= WireServices.Count, $"only {paged} operations in pages found");
    }

    [Theory]
    [InlineData("organizations", "Amazon.Organizations.AmazonOrganizationsClient")]
    [InlineData("resourcegroupstaggingapi", "Amazon.ResourceGroupsTaggingAPI.AmazonResourceGroupsTaggingAPIClient")]
    public void PackageStandIns_HaveTheTokensOfTheModels(string service, string client)
    {
        var (pages, type) = (Present().Pages(service), StandIn(client));
        var operations = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal)).Select(m => m.Name[..^5]).Distinct();

        Assert.All(operations, o =>
        {
            var page = pages.GetProperty(o);
            Assert.NotNull(StandIn($"{type.Namespace}.Model.{o}Request").GetProperty(page.GetProperty("input_token").GetString()!));
            Assert.NotNull(StandIn($"{type.Namespace}.Model.{o}Response").GetProperty(page.GetProperty("output_token").GetString()!));
        });
    }

    [Fact]
    public void AccountStates_AreThoseOfTheModel()
    {
        var shapes = Present().Of("organizations").GetProperty("shapes");
        var states = Values(shapes, "AccountState");

        Assert.Equal(states.Order(StringComparer.Ordinal), SimulatedAccount.States.Order(StringComparer.Ordinal));
        // A state nobody knows here has a sentence too, which names it and says no more.
        var unknown = AccountStates.Describe("X").Replace("X", "{0}", StringComparison.Ordinal);
        Assert.All(states.Union(Values(shapes, "AccountStatus")), s =>
        {
            Assert.NotEqual(string.Format(null, unknown, s), AccountStates.Describe(s));
            if (s != AccountStates.Active) Assert.NotEqual(AccountStates.Advice("X"), AccountStates.Advice(s));
            Assert.Equal(s == AccountStates.Active, AccountStates.SightOf(s) == AccountSight.Read);
        });
    }

    [Fact]
    public void OpenEnumerations_SayTheValuesOfTheModels()
    {
        var shapes = Present().Of("organizations").GetProperty("shapes");
        var said = Enumeration().Matches(File.ReadAllText(Path.Combine(Project, "Sdk/Organizations/Model.cs")))
            .Select(m => (Name: m.Groups[2].Value, Values: m.Groups[1].Value.Split(", "))).ToList();

        var types = typeof(AwsOptions).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ConstantClass)));
        Assert.Equal(types.Select(t => t.Name).Order(StringComparer.Ordinal), said.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(said, e => Assert.Equal(Values(shapes, e.Name), e.Values));
    }

    // A few operations go on by several parameters at once.
    private static IEnumerable<string> Names(JsonElement token) =>
        token.ValueKind == JsonValueKind.Array ? token.EnumerateArray().Select(t => t.GetString()!) : [token.GetString()!];

    private static string[] Values(JsonElement shapes, string name) =>
        [.. shapes.GetProperty(name).GetProperty("enum").EnumerateArray().Select(v => v.GetString()!)];

    private static (string Id, string? Signed, string Version, string? TargetPrefix) Address(JsonElement metadata) =>
        (metadata.GetProperty("serviceId").GetString()!, Told(metadata, "signingName") ?? Told(metadata, "endpointPrefix"),
            metadata.GetProperty("apiVersion").GetString()!, Told(metadata, "targetPrefix"));

    private static Type StandIn(string name) => typeof(AwsOptions).Assembly.GetType(name, throwOnError: true)!;

    private static string? Told(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex("""An open enumeration: ([A-Z_, ]+)\.</summary>\s+internal class (\w+)\(string""")]
    private static partial Regex Enumeration();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;

namespace FusionPortal.Aws.Tests;

/// <summary>docs/aws-permissions.md and the StackSet template are what operators copy: they carry exactly what the scanner declares it
/// calls.</summary>
public sealed partial class PermissionPagesTests
{
    [Fact]
    public void Page_CarriesTheScannersPolicies()
    {
        var page = SourceTree.Read("docs", "aws-permissions.md");

        foreach (
            var policy in new[] {
            AwsPermissions.ScannerPolicyJson(), AwsPermissions.OrganizationPolicyJson(), AwsPermissions.QueuePolicyJson() })
            Assert.Contains(Policies(page), shown => JsonElement.DeepEquals(shown, JsonDocument.Parse(policy).RootElement));
    }

    [Fact]
    public void StackSet_AllowsTheSameActions()
    {
        var template = SourceTree.Read("eng", "aws", "stackset-scanner-role.yaml");
        var declared = JsonDocument.Parse(AwsPermissions.ScannerPolicyJson()).RootElement.GetProperty("Statement").EnumerateArray()
            .SelectMany(s => s.GetProperty("Action").EnumerateArray().Select(a => a.GetString()!)).Order(StringComparer.Ordinal);

        Assert.Equal(declared, Action().Matches(template).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains("sts:ExternalId: !Ref ExternalId", template, StringComparison.Ordinal);
    }

    [Fact]
    public void TrustPolicy_AsksForTheExternalId() =>
        Assert.Contains(
            Policies(SourceTree.Read("docs", "aws-permissions.md")), policy =>
            policy.GetProperty("Statement")[0].TryGetProperty("Condition", out var condition)
            && condition.GetProperty("StringEquals").TryGetProperty("sts:ExternalId", out _));

    private static IEnumerable<JsonElement> Policies(string page) =>
        CodeBlock().Matches(page).Select(match => JsonDocument.Parse(match.Groups[1].Value).RootElement);

    [GeneratedRegex("- ([a-z0-9]+:[A-Z][A-Za-z]+)\n")]
    private static partial Regex Action();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

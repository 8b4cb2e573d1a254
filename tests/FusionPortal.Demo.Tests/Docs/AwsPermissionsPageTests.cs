using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace FusionPortal.Demo.Tests.Docs;

/// <summary>The policies people copy into IAM ask for what the scanner calls, and for nothing more.</summary>
public sealed partial class AwsPermissionsPageTests
{
    // GetCallerIdentity needs no permission. The tagging API's IAM prefix is not its endpoint's name.
    private static readonly Dictionary<string, string?> PermissionOf = new() { ["sts:GetCallerIdentity"] = null, ["tagging:GetResources"] = "tag:GetResources" };

    [Fact]
    public void Policies_AllowExactlyTheCallsTheScannerMakes()
    {
        var called = Directory.EnumerateFiles(RepositoryRoot.PathOf("src", "FusionPortal.Aws"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => CallName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Select(call => PermissionOf.TryGetValue(call, out var permission) ? permission : call)
            .OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(called);
        Assert.Equal(called, Policies().SelectMany(Actions).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TrustPolicy_AsksForTheExternalId() =>
        Assert.Contains(Policies(), policy => policy.GetProperty("Statement")[0].TryGetProperty("Condition", out var condition)
            && condition.GetProperty("StringEquals").TryGetProperty("sts:ExternalId", out _));

    private static IEnumerable<JsonElement> Policies() =>
        CodeBlock().Matches(RepositoryRoot.Read("docs", "aws-permissions.md")).Select(match => JsonDocument.Parse(match.Groups[1].Value).RootElement);

    private static IEnumerable<string> Actions(JsonElement policy) =>
        policy.GetProperty("Statement").EnumerateArray().Select(statement => statement.GetProperty("Action"))
            .SelectMany(action => action.ValueKind == JsonValueKind.Array ? action.EnumerateArray().Select(one => one.GetString()!) : [action.GetString()!]);

    [GeneratedRegex("\"((?:sts|organizations|tagging|iam|ec2|rds|mq|s3|sqs|dynamodb):[A-Z][A-Za-z]+)\"")]
    private static partial Regex CallName();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

using System.Diagnostics;
using System.Text.Json;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests;

/// <summary>AWS's own command line against the simulator: what it signs is believed, what it reads is understood.</summary>
public sealed class AwsCliTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Aws
    {
        get
        {
            if (Programs.Find("aws") is { } program) return program;
            Assert.Skip(
                "ABSENT: the aws command line is not installed, so the simulator was not held against it. pip install awscli brings it.");
            return "";
        }
    }

    [Fact]
    public async Task Cli_ListsAccounts()
    {
        var fleet = new Fleet(0, 23, ["us-east-1"], 1);
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = fleet }, Ct);

        var (code, output, error) = await RunAsync(server, server.EnvironmentVariables, "organizations", "list-accounts");

        Assert.True(code == 0, error);
        Assert.Equal(
            fleet.Accounts.Select(a => a.Id), JsonDocument.Parse(output).RootElement.GetProperty("Accounts").EnumerateArray()
            .Select(a => a.GetProperty("Id").GetString()));
        Assert.Equal(2, server.Requests.Count("organizations:ListAccounts"));

        (code, output, error) = await RunAsync(server, server.EnvironmentVariables, "organizations", "describe-organization");
        Assert.True(code == 0, error);
        Assert.Equal(
            fleet.ManagementAccountId, JsonDocument.Parse(output).RootElement.GetProperty("Organization").GetProperty("MasterAccountId")
            .GetString());
    }

    [Fact]
    public async Task Cli_AssumesTheRole_AndReadsTheAccountsResources()
    {
        var fleet = new Fleet(420, 2, ["us-east-1"], 1);
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = fleet }, Ct);
        var account = fleet.Accounts[1].Id;

        var (code, output, error) = await RunAsync(server, server.EnvironmentVariables, "sts", "assume-role",
            "--role-arn", $"arn:aws:iam::{account}:role/{server.Options.RoleName}", "--role-session-name", "cli", "--external-id",
                server.Options.ExternalId!);
        Assert.True(code == 0, error);
        var session = JsonDocument.Parse(output).RootElement.GetProperty("Credentials");
        var asRole = new Dictionary<string, string>(server.EnvironmentVariables)
        {
            ["AWS_ACCESS_KEY_ID"] = session.GetProperty("AccessKeyId").GetString()!,
            ["AWS_SECRET_ACCESS_KEY"] = session.GetProperty("SecretAccessKey").GetString()!,
            ["AWS_SESSION_TOKEN"] = session.GetProperty("SessionToken").GetString()!,
        };

        (code, output, error) = await RunAsync(server, asRole, "resourcegroupstaggingapi", "get-resources", "--page-size", "50");
        Assert.True(code == 0, error);
        Assert.Equal(Enumerable.Range(0, 210).Select(i => fleet.At(account, "us-east-1", i)!.Arn),
            JsonDocument.Parse(output).RootElement.GetProperty("ResourceTagMappingList").EnumerateArray()
                .Select(r => r.GetProperty("ResourceARN").GetString()));
        Assert.Equal(5, server.Requests.Count("tagging:GetResources"));

        (code, output, error) =
            await RunAsync(
            server, asRole, "resourcegroupstaggingapi", "get-resources", "--resource-type-filters", "sqs", "--tag-filters",
            "Key=Team,Values=team-3");
        Assert.True(code == 0, error);
        var filtered = JsonDocument.Parse(output).RootElement.GetProperty("ResourceTagMappingList").EnumerateArray()
            .Select(r => r.GetProperty("ResourceARN").GetString()).ToList();
        Assert.NotEmpty(filtered);
        Assert.Equal(Enumerable.Range(0, 210).Select(i => fleet.At(account, "us-east-1", i)!)
            .Where(r => r.Arn.StartsWith("arn:aws:sqs:", StringComparison.Ordinal) && r.Tags.Contains(new("Team", "team-3")))
                .Select(r => r.Arn), filtered);
    }

    [Fact]
    public async Task Cli_WithAnotherExternalId_IsToldAccessDenied()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = new Fleet(0, 1, ["us-east-1"], 1) }, Ct);

        var (code, _, error) = await RunAsync(server, server.EnvironmentVariables, "sts", "assume-role",
            "--role-arn", $"arn:aws:iam::{server.Estate.ManagementAccountId}:role/{server.Options.RoleName}", "--role-session-name", "cli",
                "--external-id", "something-else");

        Assert.NotEqual(0, code);
        Assert.Contains("(AccessDenied)", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        SimulatorServer server, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Aws, [.. arguments, "--endpoint-url", server.Endpoint.ToString(), "--output", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        if (!environment.ContainsKey("AWS_SESSION_TOKEN")) start.Environment.Remove("AWS_SESSION_TOKEN");
        // Whatever the machine's own user has configured stays out of it.
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment.Remove("AWS_PROFILE");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Ct);
        var error = process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return (process.ExitCode, await output, await error);
    }
}

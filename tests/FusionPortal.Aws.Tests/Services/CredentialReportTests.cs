using System.Text;
using FusionPortal.Aws.Services;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>IAM's credential report: what is read of it, and what remains where AWS does not give it.</summary>
public sealed class CredentialReportTests
{
    private const string Columns =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
        + "access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
        + "access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private const string Root = $"arn:aws:iam::{Simulated.Account}:root";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Root_HasARowOfItsOwn_AndIsNoUser()
    {
        var report =
            Parse(Row(
            "<root_account>", Root, "not_supported", "2026-03-01T10:00:00+00:00", "true", key1Used: "2026-11-02T08:15:00+00:00",
            key1: "true"));

        Assert.Equal(new CredentialRow(null, 1, true, At(2026, 3, 1, 10, 0), At(2026, 11, 2, 8, 15)), report.Root);
        // The key was used later than the password: whoever looks at one alone misses it.
        Assert.Equal(At(2026, 11, 2, 8, 15), report.Root!.Used);
        Assert.Null(report.Of(Root));
    }

    [Theory]
    [InlineData("no_information")]
    [InlineData("N/A")]
    public void Root_NeverUsed_HasNoUse(string never) =>
        Assert.Null(Parse(Row("<root_account>", Root, "not_supported", never, "true")).Root!.Used);

    [Theory]
    [InlineData("ana", "arn:aws:iam::123456789012:user/ana", "ana,arn:aws:iam::123456789012:user/ana")]
    [InlineData("last,first", "arn:aws:iam::123456789012:user/last,first", "last,first,arn:aws:iam::123456789012:user/last,first")]
    [InlineData("last,first", "arn:aws:iam::123456789012:user/last,first", "\"last,first\",\"arn:aws:iam::123456789012:user/last,first\"")]
    [InlineData("a,b", "arn:aws:iam::123456789012:user/staff,x/a,b", "\"a,b\",arn:aws:iam::123456789012:user/staff,x/a,b")]
    public void Name_WithCommasOrInQuotes_IsReadWithItsColumns(string name, string arn, string written)
    {
        var row =
            Row(name, arn, "true", "2026-11-01T00:00:00+00:00", "false", key1: "true", key2: "true", key2Used: "2026-10-01T00:00:00+00:00");
        var report = Parse(written + row[$"{name},{arn}".Length..]);

        Assert.Equal(new CredentialRow(true, 2, false, At(2026, 11, 1, 0, 0), At(2026, 10, 1, 0, 0)), report.Of(arn));
    }

    [Fact]
    public void Columns_InAnotherOrderOrMore_AreFoundByTheirNames()
    {
        var text = "user,arn,something_new,mfa_active,password_enabled\r\nana,arn:aws:iam::123456789012:user/ana,x,true,false\r\n";

        Assert.Equal(
            new CredentialRow(false, 0, true, null, null), CredentialReport.Parse(Base64(text)).Of("arn:aws:iam::123456789012:user/ana"));
    }

    [Theory]
    [InlineData("true,2025-01-10T00:00:00+00:00,false,2024-01-10T00:00:00+00:00", 2025)]
    [InlineData("true,2025-01-10T00:00:00+00:00,true,2024-01-10T00:00:00+00:00", 2024)]
    [InlineData("false,2025-01-10T00:00:00+00:00,false,N/A", null)]
    // One that may be older than the other, and nobody tells.
    [InlineData("true,2025-01-10T00:00:00+00:00,true,N/A", null)]
    public void OldestKey_IsThatOfActiveKeys(string keys, int? year)
    {
        var report = CredentialReport.Parse(Base64(
            "user,arn,access_key_1_active,access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated\n"
                + $"ana,arn:aws:iam::123456789012:user/ana,{keys}\n"));

        Assert.Equal(year, report.Of("arn:aws:iam::123456789012:user/ana")!.OldestKey?.Year);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAA")]
    [InlineData("not base64!")]
    [InlineData("PGh0bWw+c29ycnk8L2h0bWw+")]
    public void Text_ThatIsNoReport_IsRefused(string content) => Assert.Throws<FormatException>(() => CredentialReport.Parse(content));

    [Fact]
    public async Task Report_Given_TellsOfUsersAndRoot()
    {
        await using var aws = await StartAsync();

        var (users, root, refused) = await ReadAsync(aws);

        Assert.Null(refused);
        Assert.Equal(
            (true, 2), (users["ana"].GetProperty("consolePassword").GetBoolean(), users["ana"].GetProperty("accessKeys").GetInt32()));
        Assert.False(users["rms_acme"].GetProperty("consolePassword").GetBoolean());
        Assert.True(root.TryGetProperty("rootUse", out _));
        Assert.False(users["ana"].TryGetProperty("denied", out _));
    }

    [Theory]
    [InlineData("iam:GetCredentialReport")]
    [InlineData("iam:GenerateCredentialReport")]
    public async Task Report_Denied_LeavesUsersAndRolesListed_AndItsFactsUnknown(string api)
    {
        await using var aws = await StartAsync();
        aws.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = api });

        var (users, root, refused) = await ReadAsync(aws);

        Assert.Equal(["ana", "pos-host", "rms_acme"], users.Keys.Order());
        Assert.Contains(api, refused, StringComparison.Ordinal);
        foreach (var facts in (System.Text.Json.JsonElement[])[users["ana"], users["rms_acme"], root])
        {
            Assert.Equal("credentialReport", facts.GetProperty("denied")[0].GetString());
            foreach (var member in (string[])["consolePassword", "mfa", "accessKeys", "accessKeyLastUsed", "passwordLastUsed", "rootUse"])
                Assert.False(facts.TryGetProperty(member, out _), member);
        }

        Assert.Equal("cloud-installs", users["ana"].GetProperty("groups")[0].GetString());
        Assert.False(users["pos-host"].TryGetProperty("denied", out _));
    }

    [Theory]
    [InlineData(FaultKind.ServerError, TargetFailure.Failed)]
    [InlineData(FaultKind.MalformedBody, TargetFailure.Failed)]
    [InlineData(FaultKind.Throttle, TargetFailure.Throttled)]
    [InlineData(FaultKind.ExpiredToken, TargetFailure.Expired)]
    public async Task Report_NotObtainedForAnotherReason_EndsTheTarget(FaultKind kind, TargetFailure failure)
    {
        await using var aws = await StartAsync();
        aws.Server.Faults.Add(new Fault(kind) { Api = "iam:GetCredentialReport" });

        Assert.Equal(failure, (await Assert.ThrowsAsync<TargetFailedException>(() => ReadAsync(aws))).Failure);
    }

    [Fact]
    public async Task Everything_OfIamDenied_IsDenied()
    {
        await using var aws = await StartAsync();
        foreach (var api in (string[])["iam:GetCredentialReport", "iam:GetAccountAuthorizationDetails"])
            aws.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = api });

        Assert.Equal(TargetFailure.Denied, (await Assert.ThrowsAsync<TargetFailedException>(() => ReadAsync(aws))).Failure);
    }

    private static Task<Simulated> StartAsync() => Simulated.StartAsync(0, e =>
    {
        void Put(string resource, IdentityFacts facts) =>
            e.Put(Simulated.Account, Simulated.Region,
                new SimulatedResource($"arn:aws:iam::{Simulated.Account}:{resource}", []) { EverTagged = false, Facts = facts });
        Put("user/ana", new IdentityFacts { Groups = ["cloud-installs"], HasConsolePassword = true, AccessKeys = 2 });
        Put("user/rms_acme", new IdentityFacts());
        Put("role/pos-host", new IdentityFacts());
        e.RootUses = new Dictionary<string, int> { [Simulated.Account] = 3 };
        return new SimulatorOptions { Estate = e };
    }, [new("Aws:ListCallsPerSecond", "10000"), new("Aws:ThrottlePatience", "00:00:00.050")]);

    private static async Task<(
        Dictionary<string, System.Text.Json.JsonElement> Users, System.Text.Json.JsonElement Root, string? Refused)> ReadAsync(
        Simulated aws)
    {
        var pages = await aws.Scanner.ReadAsync(Simulated.Account, ScanTarget.Global, "iam", Ct);
        var seen = pages.SelectMany(p => p.Observations).ToList();
        return (
            seen.Where(o => o.Arn != Root).ToDictionary(o => o.Name, o => o.Facts!.Value), seen.Single(o => o.Arn == Root).Facts!.Value,
            pages.Select(p => p.Refused).OfType<string>().SingleOrDefault());
    }

    private static CredentialReport Parse(string row) => CredentialReport.Parse(Base64(Columns + "\n" + row));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Row(
        string user, string arn, string password, string passwordUsed, string mfa,
        string key1 = "false", string key1Used = "N/A", string key2 = "false", string key2Used = "N/A") =>
        string.Join(',', user, arn, "2020-01-01T00:00:00+00:00", password, passwordUsed, "N/A", "N/A", mfa,
            key1, "N/A", key1Used, "N/A", "N/A", key2, "N/A", key2Used, "N/A", "N/A", "false", "N/A", "false", "N/A");

    private static DateTime At(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}

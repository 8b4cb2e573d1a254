using System.Text.Json;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;
using Given = FusionPortal.Simulator.Estate.Facts.BucketFacts;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>One bucket's facts: what is wrong with one of them costs the others nothing.</summary>
public sealed class BucketFactReaderTests
{
    private const string Name = "fusion-rms-acme";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":[")]
    [InlineData("{\"Statement\":[]} and more")]
    public async Task Policy_ThatIsNoJson_LeavesTheOtherFacts_AndSaysSo(string policy)
    {
        var facts = await ReadAsync(policy);

        Assert.True(facts.GetProperty("pubFolder").GetBoolean());
        Assert.False(facts.GetProperty("publicAccessBlock").GetProperty("blockPublicPolicy").GetBoolean());
        Assert.False(facts.TryGetProperty("policy", out _));
        var known = BucketPolicy.Of(facts);
        Assert.Null(known.Document);
        Assert.Contains("no JSON", known.Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_NestedDeeperThanAnyIs_IsUnreadableToo()
    {
        var facts = await ReadAsync(string.Concat(Enumerable.Repeat("[", 5_000)) + string.Concat(Enumerable.Repeat("]", 5_000)));

        Assert.NotNull(BucketPolicy.Of(facts).Unknown);
        Assert.True(facts.GetProperty("pubFolder").GetBoolean());
    }

    [Fact]
    public async Task Policy_OfTwentyKilobytes_IsKeptWhole()
    {
        var statements = Enumerable.Range(0, 160).Select(i =>
            $$"""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{Name}}/pub/{{i:00000}}/*"}""");

        var policy = BucketPolicy.Of(await ReadAsync("{\"Statement\":[" + string.Join(',', statements) + "]}"));

        Assert.Equal(160, policy.Document!.Statements.Count);
        Assert.Null(policy.Unknown);
    }

    [Fact]
    public async Task Policy_Denied_IsNamed_AndTheOthersAreRead()
    {
        var facts = await ReadAsync("{}", new Fault(FaultKind.Deny) { Api = "s3:GetBucketPolicy" });

        Assert.Equal("policy", facts.GetProperty("denied")[0].GetString());
        Assert.True(facts.GetProperty("pubFolder").GetBoolean());
        Assert.Equal("AWS refused to tell the bucket’s policy.", BucketPolicy.Of(facts).Unknown);
    }

    private static async Task<JsonElement> ReadAsync(string policy, params Fault[] faults)
    {
        await using var aws = await Simulated.StartAsync(0, e =>
        {
            e.Put(Simulated.Account, Simulated.Region, new SimulatedResource($"arn:aws:s3:::{Name}", [])
            {
                Facts = new Given { PublicAccessBlock = PublicAccessBlock.Off, Policy = policy, Objects = ["pub/"] },
            });
            return new SimulatorOptions { Estate = e };
        }, [new("Aws:ListCallsPerSecond", "10000"), new("Aws:ThrottlePatience", "00:00:00.050")]);
        foreach (var fault in faults) aws.Server.Faults.Add(fault);
        var bucket = new Observation(
            $"arn:aws:s3:::{Name}", S3Bucket.Kind, Name, Simulated.Account, Simulated.Region, new Dictionary<string, string>());
        return (await aws.Scanner.FactsAsync(bucket, Ct))!.Value;
    }
}

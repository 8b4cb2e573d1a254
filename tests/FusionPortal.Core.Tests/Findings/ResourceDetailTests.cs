using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

public sealed class ResourceDetailTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private const string Arn = "arn:aws:s3:::fusion-rms-tryout";

    [Fact]
    public async Task Verdicts_AreOfEveryConventionThatJudgesIt_WorstFirst_AsTheTallyCounts()
    {
        await OneBucketAsync();

        var detail = (await DetailAsync())!;

        var violations = detail.Verdicts.Where(v => v.Verdict == ResourceVerdict.Violation).ToList();
        Assert.Equal(
            (await FindingsAsync()).Where(f => f.Subject == Arn).Select(f => f.Id).Order(), violations.Select(v => v.Finding!.Id).Order());
        Assert.Equal(detail.Verdicts.OrderBy(v => v.Verdict).Select(v => v.Verdict), detail.Verdicts.Select(v => v.Verdict));
        Assert.All(detail.Verdicts, v => Assert.NotEmpty(v.Sentence));
        Assert.All(
            detail.Verdicts.Where(v => v.Verdict == ResourceVerdict.NotEvaluated),
            v => Assert.True(v.Answer is not null && v.Since is not null));
        // The estate is this one bucket, so the judging counted the same.
        var target = $"from verdict_tally t join coverage c on c.id = t.target_id where t.valid_to = 'infinity' and c.account_id = "
            + $"'{TestEstate.Production}'";
        Assert.Equal(await SumAsync("passed", target), detail.Verdicts.Count(v => v.Verdict == ResourceVerdict.Pass));
        Assert.Equal(await SumAsync("violated", target), violations.Count);
        Assert.Equal(await SumAsync("not_evaluated", target), detail.Verdicts.Count(v => v.Verdict == ResourceVerdict.NotEvaluated));
    }

    [Fact]
    public async Task Witnesses_SayWhoseItIs_TheOneThatCountsFirst()
    {
        await OneBucketAsync();

        var detail = (await DetailAsync())!;

        Assert.Equal(("tryout", "Tryout"), (detail.Row.Judged!.OrgId, detail.Row.Judged.OrgTitle));
        Assert.Equal(["tryout", "tryout"], detail.Witnesses.Select(w => w.OrgId));
        Assert.Contains("OrgId tag", detail.Witnesses.Select(w => w.Place));
    }

    [Fact]
    public async Task Target_ThatWasNotRead_LeavesViolations_AndTheRestNotEvaluated()
    {
        await OneBucketAsync();
        var before = (await DetailAsync())!;
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);
        await Scanner.ScanAsync(Ct);

        var detail = (await DetailAsync())!;

        Assert.Equal(before.Row.Judged!.Violations, detail.Row.Judged!.Violations);
        Assert.DoesNotContain(detail.Verdicts, v => v.Verdict == ResourceVerdict.Pass);
        Assert.Equal(before.Verdicts.Count, detail.Verdicts.Count);
        Assert.Contains("denied", detail.Seen.Why);
        Assert.Contains(detail.Verdicts, v => v is { Verdict: ResourceVerdict.NotEvaluated, Sentence: "AWS denied GetResources." });
    }

    [Fact]
    public async Task History_TellsWhatChanged_AndThePastStaysWhatItWas()
    {
        await OneBucketAsync();
        var moment = Scanner.Clock.GetUtcNow();
        var then = JsonSerializer.Serialize(await DetailAsync());
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        Estate.Remove(Arn);
        Estate.Add(Arn, new() { ["OrgId"] = "tryout", ["media"] = "gallery" });
        await Scanner.ScanAsync(Ct);
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        Estate.Remove(Arn);
        await Scanner.ScanAsync(Ct);

        var detail = (await DetailAsync())!;

        Assert.NotNull(detail.GoneAt);
        Assert.Empty(detail.Verdicts);
        Assert.Contains(detail.History, c => c is { Kind: ResourceChangeKind.Tag, Key: "media", Before: null, After: "gallery" });
        Assert.Equal(ResourceChangeKind.FirstSeen, detail.History[^1].Kind == ResourceChangeKind.FindingOpened
            ? detail.History.Last(c => c.Kind == ResourceChangeKind.FirstSeen).Kind : detail.History[^1].Kind);
        Assert.Contains(detail.History, c => c.Kind == ResourceChangeKind.Gone);
        Assert.Contains(detail.History, c => c.Kind == ResourceChangeKind.FindingResolved);
        Assert.Equal(then, JsonSerializer.Serialize(await Get<ResourceQueries>().GetAsync(ResourceKey.Of(Arn), moment, Ct)));
    }

    [Fact]
    public async Task Key_NobodyKnows_IsNothing()
    {
        await OneBucketAsync();

        Assert.Null(await Get<ResourceQueries>().GetAsync(ResourceKey.Of("arn:aws:s3:::never"), null, Ct));
        Assert.Null(await Get<ResourceQueries>().GetAsync("../accounts", null, Ct));
    }

    private async Task OneBucketAsync()
    {
        await OrganizationAsync("tryout", "Tryout", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-tryout", "tryout");
        await Scanner.ScanAsync(Ct);
    }

    private Task<ResourceDetail?> DetailAsync() => Get<ResourceQueries>().GetAsync(ResourceKey.Of(Arn), null, Ct);

    private async Task<long> SumAsync(string column, string from)
    {
        await using var connection = new Npgsql.NpgsqlConnection(Postgres.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new Npgsql.NpgsqlCommand($"select coalesce(sum({column}), 0)::bigint {from}", connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}

using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Pages.Findings;
using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Findings;

public sealed class FindingViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private const string Witnesses = """
        {"suggestion":null,"facts":[{"name":"Account","value":"POS Production (441002721185) is declared a production account"}],
        "witnesses":[
          {"name":"Organization record","says":"kiteqa is recorded as QA","from":"Portal","vote":"Votes",
           "environment":"QA","weight":"Strong"},
          {"name":"OrgId tag","says":"kiteqa","from":"AWS","vote":"Votes","environment":"QA","weight":"Medium"},
          {"name":"Recorded bucket name","says":"recorded for no client","from":"Portal","vote":"Abstains",
           "environment":null,"weight":"None"},
          {"name":"Who created it","says":"No source of the scan reads it","from":"CloudTrail","vote":"CannotSee",
           "environment":null,"weight":"None"}]}
        """;

    private static FindingView View(
        string evidence, FindingRow? row = null, string? tags = null, string? facts = null, params IReadOnlyList<FindingMoment> life) =>
        new(
        new FindingDetail(
            row ?? FindingRows.Row(20931), Json(evidence), null, life, tags is null ? null : Json(tags), facts is null ? null
            : Json(facts), 4127, 4311, []), Now);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    [Fact]
    public void Witnesses_AreCounted_TheSilentAndTheBlindToo()
    {
        var view = View(Witnesses);

        Assert.Equal("2 say QA, 1 abstains, 1 cannot see", view.WitnessCount);
        Assert.Equal("wrong place", view.Verdict);
        Assert.Equal(EnvironmentKind.QA, view.Witnesses[0].Environment);
        Assert.Equal("Account", view.Facts[0].Name);
    }

    [Fact]
    public void NobodyVoting_IsUndecided()
    {
        var view =
            View("""{"witnesses":"""
                + """[{"name":"Name","says":"names bkry2","from":"Pattern","vote":"Abstains","environment":null,"weight":"None"}]}""");

        Assert.Equal(("undecided", "nobody votes, 1 abstains"), (view.Verdict, view.WitnessCount));
    }

    [Theory]
    [InlineData("WrongLabel", "wrong label")]
    [InlineData("WrongPlace", "wrong place")]
    [InlineData("Undecided", "undecided")]
    [InlineData("Unknown", "unknown")]
    public void Verdict_IsTheStoredWord_WithWhatWouldDecideIt(string stored, string shown)
    {
        var view = View($$"""{"verdict":"{{stored}}","decides":"Whose it is decides.","witnesses":[]}""");

        Assert.Equal((shown, "Whose it is decides."), (view.Verdict, view.Decides));
    }

    [Fact]
    public void WeakVoteAlone_InOlderEvidence_IsUnknown() => Assert.Equal(
        "unknown",
        View("""
            {"witnesses":[{"name":"Name","says":"holds qa","from":"AWS","vote":"Votes","environment":"QA","weight":"Weak"}]}
            """).Verdict);

    [Fact]
    public void EvidenceWithoutWitnesses_ShowsNoVerdictTable() => Assert.Null(View("{}").WitnessCount);

    [Fact]
    public void TagValue_ThatLooksLikeASecret_IsNowhereInTheView()
    {
        const string secret = "hunter2-Passw0rd!";
        var view =
            View("{}", tags: $$"""{"password":"{{secret}}","OrgId":"kiteqa"}""",
            facts: $$"""{"env":{"DB_PASSWORD":"{{secret}}"},"list":["q7Rz2Lm9Xv4Bn8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2"],"name":"ok"}""");

        Assert.Equal([("OrgId", "kiteqa"), ("password", null)], view.Tags.Select(t => (t.Key, t.Value)));
        Assert.NotNull(view.Tags.Single(t => t.Key == "password").Secret);
        Assert.DoesNotContain(secret, view.FactsText, StringComparison.Ordinal);
        Assert.DoesNotContain("q7Rz2Lm9", view.FactsText, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"ok\"", view.FactsText, StringComparison.Ordinal);
    }

    [Fact]
    public void Acknowledged_NamesWhoTookNote()
    {
        var view = View(
            "{}", FindingRows.Row(1) with { Status = FindingStatus.Acknowledged }, null, null,
            Moment(FindingCause.New, FindingStatus.Open, null),
                Moment(FindingCause.Acknowledged, FindingStatus.Acknowledged, "Priya Shah"));

        Assert.StartsWith("Priya Shah acknowledged it.", view.Move, StringComparison.Ordinal);
        Assert.False(view.CanBeAcknowledged);
    }

    [Theory]
    [InlineData(FindingStatus.Open, true)]
    [InlineData(FindingStatus.Reopened, true)]
    [InlineData(FindingStatus.Resolved, false)]
    public void OnlyWhatNobodyTookNoteOf_CanBeAcknowledged(FindingStatus status, bool can) =>
        Assert.Equal(can, View("{}", FindingRows.Row(1) with { Status = status }).CanBeAcknowledged);

    [Fact]
    public void Life_SaysWhyItWasResolved()
    {
        Assert.Equal(
            "Resolved: the resource is there and keeps the convention",
            FindingView.LifeText(Moment(FindingCause.Fixed, FindingStatus.Resolved, null)));
        Assert.Equal(
            "Resolved: the portal’s records changed",
            FindingView.LifeText(Moment(FindingCause.RecordChanged, FindingStatus.Resolved, null)));
        Assert.Equal(
            "Opened, critical: the portal’s records changed",
            FindingView.LifeText(Moment(FindingCause.RecordChanged, FindingStatus.Open, null)));
        Assert.Equal("Scan 4127", FindingView.LifeSource(Moment(FindingCause.New, FindingStatus.Open, null)));
        Assert.Equal(
            "Judged again with book version 1",
            FindingView.LifeSource(Moment(FindingCause.RecordChanged, FindingStatus.Open, null) with { ScanNumber = null }));
    }

    [Fact]
    public void Maker_IsThePrincipalThatCloudTrailNamed_RootFlagged()
    {
        const string facts =
            """
            {"creator":{"arn":"arn:aws:iam::111122223333:root","name":"root","isRoot":true,"event":"CreateBucket",
            "at":"2026-11-20T08:00:00+00:00"}}
            """;

        Assert.Equal(
            new ResourceCreator(
                CreatorKnowledge.Known, "root", "arn:aws:iam::111122223333:root", true, "CreateBucket",
                new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero)),
            View("{}", Bucket, facts: facts).Creator);
    }

    [Theory]
    [InlineData("""{"creator":null,"policy":null}""", CreatorKnowledge.Forgotten)]
    [InlineData("""{"policy":null}""", CreatorKnowledge.NotAsked)]
    [InlineData(null, CreatorKnowledge.NotAsked)]
    public void Maker_NobodyKnows_IsToldApartFromOneNobodyAskedFor(string? facts, CreatorKnowledge knowledge) =>
        Assert.Equal(knowledge, View("{}", Bucket with { FirstSeenAt = Now.AddDays(-1) }, facts: facts).Creator!.Knowledge);

    [Fact]
    public void Maker_OfWhatIsOlderThanCloudTrailRemembers_IsNotAwaited()
    {
        Assert.Equal(CreatorKnowledge.Forgotten, View("{}", Bucket with { FirstSeenAt = Now.AddDays(-91) }).Creator!.Knowledge);
        Assert.Null(View("{}", Bucket with { Subject = "441002721185" }).Creator);
    }

    private static readonly FindingRow Bucket = FindingRows.Row(1) with { Subject = "arn:aws:s3:::fusion-rms-kiteqa" };

    private static FindingMoment Moment(FindingCause cause, FindingStatus status, string? actor) =>
        new(Now.AddDays(-5), status, cause, Severity.Critical, "POS QA", "POS Production", actor, null,
            actor is null ? 4127 : null, 1, null);
}

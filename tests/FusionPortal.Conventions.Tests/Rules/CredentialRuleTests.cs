using System.Text.Json;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>Who may sign in, and with what. Everything is judged on 31 March 2026.</summary>
public sealed class CredentialRuleTests
{
    [Theory]
    [InlineData("""{"rootUse":"2026-01-01T00:00:00Z"}""", "violation")]
    [InlineData("""{"rootUse":"2025-12-31T23:59:59Z"}""", "pass")]
    // Another zone's day is read in UTC.
    [InlineData("""{"rootUse":"2025-12-31T23:30:00-02:00"}""", "violation")]
    [InlineData("""{"rootUse":"2026-04-02T00:00:00Z"}""", "violation")]
    [InlineData("""{"accessKeys":0}""", "pass")]
    [InlineData("""{"rootUse":null}""", "pass")]
    [InlineData("""{"rootUse":"some day"}""", "not-evaluated")]
    [InlineData("""{"rootUse":20260101}""", "not-evaluated")]
    [InlineData("""{"denied":["credentialReport"]}""", "not-evaluated")]
    [InlineData("null", "not-evaluated")]
    public void Root_IsUsed_WithinTheDaysOfTheBook(string facts, string verdict) => Assert.Equal(verdict, VerdictOf("WHO-02", Root(facts)));

    [Theory]
    [InlineData("""{"accessKeys":0}""", "pass")]
    [InlineData("""{"accessKeys":1}""", "violation")]
    [InlineData("""{"accessKeys":"0"}""", "not-evaluated")]
    [InlineData("""{"accessKeys":-1}""", "not-evaluated")]
    [InlineData("""{"accessKeys":9999999999999999999}""", "not-evaluated")]
    [InlineData("""{"denied":["credentialReport"]}""", "not-evaluated")]
    public void Root_HoldsNoKey(string facts, string verdict) => Assert.Equal(verdict, VerdictOf("WHO-03", Root(facts)));

    [Theory]
    [InlineData("""{"consolePassword":true,"mfa":false}""", "violation")]
    [InlineData("""{"consolePassword":true,"mfa":true}""", "pass")]
    [InlineData("""{"consolePassword":false,"mfa":false}""", "nothing")]
    [InlineData("""{"consolePassword":true}""", "not-evaluated")]
    [InlineData("""{"mfa":false}""", "not-evaluated")]
    [InlineData("""{"consolePassword":"true","mfa":false}""", "not-evaluated")]
    [InlineData("null", "not-evaluated")]
    public void Password_TakesASecondFactor(string facts, string verdict) => Assert.Equal(verdict, VerdictOf("WHO-04", Person(facts)));

    /// <summary>The report says of no root user whether it has a password.</summary>
    [Theory]
    [InlineData("""{"mfa":false,"accessKeys":0}""", "violation")]
    [InlineData("""{"mfa":true}""", "pass")]
    [InlineData("""{"denied":["credentialReport"]}""", "not-evaluated")]
    [InlineData("""{"mfa":"false"}""", "not-evaluated")]
    public void Root_TakesASecondFactor(string facts, string verdict) => Assert.Equal(verdict, VerdictOf("WHO-04", Root(facts)));

    [Theory]
    [InlineData("""{"accessKeys":1,"accessKeyCreated":"2025-03-31"}""", "pass")]
    [InlineData("""{"accessKeys":1,"accessKeyCreated":"2025-03-30"}""", "violation")]
    [InlineData("""{"accessKeys":0,"accessKeyCreated":"2015-03-30"}""", "nothing")]
    [InlineData("""{"accessKeys":2}""", "not-evaluated")]
    [InlineData("""{"accessKeys":1,"accessKeyCreated":"0001-13-77"}""", "not-evaluated")]
    [InlineData("""{"accessKeyCreated":"2025-03-30"}""", "not-evaluated")]
    public void Key_IsOld_AfterTheDaysOfTheBook(string facts, string verdict) => Assert.Equal(verdict, VerdictOf("WHO-05", Person(facts)));

    [Theory]
    [InlineData(0, "pass")]
    [InlineData(1, "pass")]
    [InlineData(2, "violation")]
    public void TwoKeys_AreSaid(int keys, string verdict) =>
        Assert.Equal(verdict, VerdictOf("WHO-06", Person($$"""{"accessKeys":{{keys}}}""")));

    [Fact]
    public void Days_AreNotCounted_WhereNobodySaysTheDay()
    {
        var reach = ScanReach.Everything with { Day = null };

        Assert.Equal("not-evaluated", VerdictOf("WHO-02", Root("""{"rootUse":"2026-03-01T00:00:00Z"}"""), reach));
        Assert.Equal("not-evaluated", VerdictOf("WHO-05", Person("""{"accessKeys":1,"accessKeyCreated":"2015-03-30"}"""), reach));
    }

    [Fact]
    public void Root_IsNamedByItsAccount()
    {
        var violation = ViolationOf("WHO-02", Root("""{"rootUse":"2026-03-01T08:30:00Z"}"""));

        Assert.Equal("The root user of POS Production was used on 2026-03-01", violation.Title);
        Assert.Equal(("iam-root-user", "root", Production), (violation.Kind, violation.Name, violation.AccountId));
        Assert.Equal("no use for 90 days", violation.Expected);
    }

    [Fact]
    public void Refused_SaysWhichPermissionsWouldAnswer()
    {
        var refused = Judge(Person("""{"accessKeys":null,"denied":["credentialReport"]}""")).NotEvaluated
            .Single(n => n.ConventionId == "WHO-06");

        Assert.Equal("AWS refused IAM’s credential report, which alone tells it.", refused.Reason);
        Assert.Contains("iam:GetCredentialReport", refused.Answer, StringComparison.Ordinal);
    }

    private static Observation Root(string facts) => With(
        Observations.From($"arn:aws:iam::{Production}:root", Production, "", Tags()), facts);

    private static Observation Person(string facts) => With(User("ana.ruiz"), facts);

    private static Observation With(Observation observation, string facts) =>
        observation with { Facts = facts == "null" ? null : JsonSerializer.Deserialize<JsonElement>(facts) };
}

using System.Text.Json;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class SecretRuleTests
{
    private const string KeyId = "AKIA" + "IOSFODNN7EXAMPLE";
    private const string Secret = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";

    [Fact]
    public void SecretInATag_SaysWhereAndNeverWhat()
    {
        var violation = ViolationOf("TAG-SEC-01", Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), ("Note", $"use {Secret}")));

        Assert.Equal("Acme Stores’ bucket fusion-rms-acme holds what looks like an AWS secret access key in tag Note", violation.Title);
        Assert.Equal(
            [("Tag Note", "looks like an AWS secret access key (aws-secret-access-key)")],
            violation.Evidence.Facts.Select(f => (f.Name, f.Value)));
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(violation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OrgId", Secret)]
    [InlineData("orgid", "password=hunter2")]
    [InlineData("Name", "xoxb-" + "123456789012-AbCdEfGhIjKl")]
    [InlineData("Environment", "qa " + Secret)]
    [InlineData("MasterUserPassword", "hunter2")]
    [InlineData(Secret, "x")]
    public void SecretAnywhereInTheTags_IsInNoViolationAtAll(string key, string value)
    {
        foreach (
            var resource in new[] {
            Bucket("fusion_rms_acme", Production, (key, value), ("OrgID", "bolt")), Ec2("instance", "i-1", Production, (key, value)) })
        {
            var verdicts = Judge(resource);

            Assert.Contains(verdicts.Violations, v => v.ConventionId == "TAG-SEC-01");
            var everything = JsonSerializer.Serialize(verdicts.Violations.Select(v => v with { Subject = "" }))
                + JsonSerializer.Serialize(verdicts.NotEvaluated);
            Assert.DoesNotContain(Secret, everything, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", everything, StringComparison.Ordinal);
            Assert.DoesNotContain("AbCdEfGhIjKl", everything, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SecretsInSeveralTags_AreOneViolation()
    {
        var verdicts = Judge(Bucket("logs", NonProduction, ("A", Secret), ("B", "password=hunter2")));

        var violation = Assert.Single(verdicts.Violations);
        Assert.Equal(["Tag A", "Tag B"], violation.Evidence.Facts.Select(f => f.Name));
    }

    [Fact]
    public void KeyIdAsATagsKey_IsWhatTheConsoleWritesForAUser_AndNoFinding()
    {
        var user = User("rms_acme", Production, ("OrgID", "acme"), (KeyId, "used by the build server"));

        Assert.Equal("pass", VerdictOf("TAG-SEC-01", user));
        Assert.Equal("pass", VerdictOf("TAG-SEC-02", user));
    }

    [Theory]
    [InlineData("Key", KeyId)]
    [InlineData(KeyId, "x")]
    [InlineData("(withheld: looks like an AWS access key)", "x")]
    public void KeyIdInAnotherTag_IsInformation_AndNeverAsksForARotation(string key, string value)
    {
        var resource = Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), (key, value));

        Assert.Equal("pass", VerdictOf("TAG-SEC-01", resource));
        var violation = ViolationOf("TAG-SEC-02", resource);
        Assert.Equal(Severity.Info, violation.Severity);
        var told = violation.Title + violation.Expected + violation.Actual + violation.Suggestion
            + ConventionBook.Default.Conventions.Single(c => c.Id == "TAG-SEC-02").Fix;
        Assert.DoesNotContain("rotate", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("replace", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void OrdinaryTags_Pass() => Assert.Equal("pass", VerdictOf("TAG-SEC-01", Rds(
        "db-pos-01", Production, ("Name", "db-POS-01"),
            ("aws:cloudformation:stack-id", "arn:aws:cloudformation:us-east-1:111111111111:stack/pos/3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
        ("PasswordManagerEntry", "PM-20931"), ("Token", "POS"))));

    [Fact]
    public void Violation_SurvivesJson()
    {
        var violation = ViolationOf("ENV-01", Bucket("fusion-rms-kiteqa", Production, ("OrgId", "kiteqa")));

        var json = JsonSerializer.Serialize(violation);
        var again = JsonSerializer.Deserialize<Violation>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(again));
        Assert.Equal(violation.Evidence.Witnesses, again.Evidence.Witnesses);
        Assert.Contains("\"Vote\":\"CannotSee\"", json, StringComparison.Ordinal);
    }
}

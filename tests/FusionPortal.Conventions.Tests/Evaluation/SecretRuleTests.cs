using System.Text.Json;
using FusionPortal.Conventions.Evaluation;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class SecretRuleTests
{
    private const string Secret = "AKIAIOSFODNN7EXAMPLE";

    [Fact]
    public void SecretInATag_SaysWhereAndNeverWhat()
    {
        var violation = ViolationOf("TAG-SEC-01", Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), ("Note", $"use {Secret}")));

        Assert.Equal("Acme Stores’ bucket fusion-rms-acme holds what looks like an AWS access key in tag Note", violation.Title);
        Assert.Equal([("Tag Note", "looks like an AWS access key (aws-access-key-id)")], violation.Evidence.Facts.Select(f => (f.Name, f.Value)));
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
        foreach (var resource in new[] { Bucket("fusion_rms_acme", Production, (key, value), ("OrgID", "bolt")), Ec2("instance", "i-1", Production, (key, value)) })
        {
            var verdicts = Judge(resource);

            Assert.Contains(verdicts.Violations, v => v.ConventionId == "TAG-SEC-01");
            var everything = JsonSerializer.Serialize(verdicts.Violations.Select(v => v with { Subject = "" })) + JsonSerializer.Serialize(verdicts.NotEvaluated);
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
    public void OrdinaryTags_Pass() => Assert.Equal("pass", VerdictOf("TAG-SEC-01", Rds(
        "db-pos-01", Production, ("Name", "db-POS-01"), ("aws:cloudformation:stack-id", "arn:aws:cloudformation:us-east-1:111111111111:stack/pos/3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
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

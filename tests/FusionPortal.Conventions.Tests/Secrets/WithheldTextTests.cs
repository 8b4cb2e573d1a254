using FusionPortal.Conventions.Resources;
using FusionPortal.Conventions.Secrets;
using Xunit;

namespace FusionPortal.Conventions.Tests.Secrets;

public sealed class WithheldTextTests
{
    private static readonly string Key = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";

    [Fact]
    public void EveryKindOfSecret_IsRecognizedWhereItWasWithheld() =>
        Assert.All(SecretFindings.Known, f => Assert.Equal(f, WithheldText.Read(WithheldText.For(f))));

    [Fact]
    public void KindsOfSecrets_HaveOneNameEach()
    {
        Assert.Equal(SecretFindings.Known.Count, SecretFindings.Known.Select(f => f.Name).Distinct().Count());
        Assert.Equal(SecretFindings.Known.Count, SecretFindings.Known.Select(f => f.RuleId).Distinct().Count());
    }

    [Fact]
    public void WhatEarlierVersionsWithheld_IsStillRecognized() =>
        Assert.Equal("pem-block", WithheldText.Read("(withheld: looks like a PEM key or certificate)")?.RuleId);

    [Theory]
    [InlineData("")]
    [InlineData(WithheldText.FormerKeyId)]
    [InlineData("(withheld: looks like ")]
    [InlineData("(withheld: looks like a bird)")]
    [InlineData("withheld")]
    public void OtherText_IsNotTakenForWithheld(string text) => Assert.Null(WithheldText.Read(text));

    [Fact]
    public void Observation_NeverHoldsTheSecret()
    {
        var resource = Observations.From(
            "arn:aws:ec2:us-east-1:111111111111:instance/i-1", "111111111111", "us-east-1",
            new Dictionary<string, string> { ["Name"] = $"host {Key}", ["DbPassword"] = "hunter2", [Key] = "x", ["Backup"] = "daily" });

        Assert.Equal("(withheld: looks like an AWS secret access key)", resource.Name);
        Assert.Equal("(withheld: looks like a password)", resource.Tags["DbPassword"]);
        Assert.Equal("x", resource.Tags["(withheld: looks like an AWS secret access key)"]);
        Assert.Equal("daily", resource.Tags["Backup"]);
        Assert.DoesNotContain(
            resource.Tags, t => t.Key.Contains(Key, StringComparison.Ordinal) || t.Value.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_WithoutSecrets_AreKeptAsTheyAre()
    {
        var tags = new Dictionary<string, string> { ["Name"] = "POS01" };

        Assert.Same(tags, Observations.From("arn:aws:s3:::b-1", "111111111111", "us-east-1", tags).Tags);
    }
}

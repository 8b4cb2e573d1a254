using System.Text.Json;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

public sealed class ClientUserHasKeysOnlyTests
{
    private const string Id = "CFG-IAM-01";

    [Theory]
    // What the list does not tell, or tells as something else, is not none.
    [InlineData("rms_acme", """{"consolePassword":false,"attachedPolicies":[],"groups":[]}""", "not-evaluated")]
    [InlineData("rms_acme", """{"consolePassword":false,"attachedPolicies":{},"inlinePolicies":[],"groups":[]}""", "not-evaluated")]
    [InlineData("rms_acme", "[]", "not-evaluated")]
    // However many keys: none is usual right after an install, two while one is replaced.
    [InlineData("rms_acme", """{"consolePassword":false,"accessKeys":0,"attachedPolicies":[],"inlinePolicies":[],"groups":[]}""", "pass")]
    [InlineData("rms_acme", """{"consolePassword":false,"accessKeys":2,"attachedPolicies":[],"inlinePolicies":[],"groups":[]}""", "pass")]
    [InlineData("rms_acme", """{"consolePassword":true}""", "violation")]
    [InlineData("rms_acme", """{"consolePassword":false,"inlinePolicies":["files"]}""", "violation")]
    [InlineData("rms_acme", """{"consolePassword":false,"groups":["installers"]}""", "violation")]
    // A client nobody has recorded is a client's all the same.
    [InlineData("rms_ghost", """{"consolePassword":true}""", "violation")]
    // A person signs in, and has what a group gives.
    [InlineData("marek.novak", """{"consolePassword":true,"groups":["installers"]}""", "nothing")]
    [InlineData("acme-admin", """{"consolePassword":true}""", "nothing")]
    // AWS refused the credential report: only it tells of passwords, while what is seen is seen.
    [InlineData("rms_acme", """{"attachedPolicies":[],"denied":["credentialReport"]}""", "not-evaluated")]
    [InlineData("rms_acme", """{"consolePassword":null,"denied":["credentialReport"]}""", "not-evaluated")]
    [InlineData("rms_acme", """{"attachedPolicies":["arn:aws:iam::aws:policy/X"],"denied":["credentialReport"]}""", "violation")]
    [InlineData("rms_acme", "null", "not-evaluated")]
    public void User_IsJudgedByWhatItHasBesideKeys(string name, string facts, string verdict) =>
        Assert.Equal(verdict, VerdictOf(Id, With(User(name), facts)));

    [Fact]
    public void UserOfATagAlone_MayBeAnybody()
    {
        var user = With(User("acme_media", Production, ("OrgID", "acme")), """{"consolePassword":true}""");

        Assert.Equal("nothing", VerdictOf(Id, user));
        Assert.Equal("nothing", VerdictOf(Id, user with { Tags = Tags(), TagsKnown = false }));
    }

    [Fact]
    public void Violation_NamesEverythingThereIs()
    {
        var violation = ViolationOf(Id, With(
            User("rms_acme"),
            """{"consolePassword":true,"attachedPolicies":"""
                + """["arn:aws:iam::aws:policy/A","arn:aws:iam::aws:policy/B"],"inlinePolicies":["own"]}"""));

        Assert.Equal("Acme Stores’ IAM user rms_acme has a console password, 2 policies of its own and an inline policy", violation.Title);
        Assert.Equal(
            ["Console password: set", "Policy: arn:aws:iam::aws:policy/A", "Policy: arn:aws:iam::aws:policy/B", "Inline policy: own"],
            violation.Evidence.Facts.Select(f => $"{f.Name}: {f.Value}"));
    }

    private static Observation With(Observation user, string facts) =>
        user with { Facts = facts == "null" ? null : JsonSerializer.Deserialize<JsonElement>(facts) };
}

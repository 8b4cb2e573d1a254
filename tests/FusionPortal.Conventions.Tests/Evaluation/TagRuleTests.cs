using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class TagRuleTests
{
    /// <summary>Tags as "key=value;key=value", the verdicts of TAG-ORG-01 (present), 03 (spelling), 05 (empty), 06 (agree), 07 (known), 08
    /// (name).</summary>
    [Theory]
    [InlineData("fusion-rms-acme", "OrgId=acme", "pass pass pass nothing pass pass")]
    [InlineData("fusion-rms-acme", "", "violation nothing nothing nothing nothing nothing")]
    [InlineData("fusion-rms-acme", "Owner=Ana", "violation nothing nothing nothing nothing nothing")]
    [InlineData("fusion-rms-acme", "orgid=acme", "pass violation pass nothing pass pass")]
    [InlineData("fusion-rms-acme", "OrgID=acme", "pass violation pass nothing pass pass")]
    [InlineData("fusion-rms-acme", "Org-Id=acme", "pass violation pass nothing pass pass")]
    [InlineData("fusion-rms-acme", "org_id=acme", "pass violation pass nothing pass pass")]
    [InlineData("fusion-rms-acme", "ORG ID=acme", "pass violation pass nothing pass pass")]
    [InlineData("fusion-rms-acme", "OrganizationId=acme", "violation nothing nothing nothing nothing nothing")]
    [InlineData("fusion-rms-acme", "OrgIds=acme", "pass violation pass nothing pass pass")]
    [InlineData("fusion-rms-acme", "OrgIds=acme-and-bolt", "violation nothing nothing nothing nothing nothing")]
    [InlineData("fusion-rms-acme", "OrgId=", "pass pass violation nothing nothing nothing")]
    [InlineData("fusion-rms-acme", "OrgId= ", "pass pass violation nothing nothing nothing")]
    [InlineData("fusion-rms-acme", "OrgId=acme;OrgID=acme", "pass pass pass pass pass pass")]
    [InlineData("fusion-rms-acme", "OrgId=acme;OrgID=bolt", "pass pass pass violation pass pass")]
    [InlineData("fusion-rms-acme", "OrgId=acme;OrgID=", "pass pass violation pass pass pass")]
    [InlineData("fusion-rms-acme", "OrgId=;OrgID=acme", "pass pass violation pass pass pass")]
    [InlineData("fusion-rms-acme", "OrgID=bolt;orgid=acme", "pass violation pass violation violation-or-pass violation-or-pass")]
    [InlineData("fusion-rms-acme", "OrgId=nobody", "pass pass pass nothing violation violation")]
    [InlineData("fusion-rms-acme", "OrgId=bolt", "pass pass pass nothing pass violation")]
    [InlineData("fusion-rms-acme", "OrgId=Acme", "pass pass pass nothing violation pass")]
    [InlineData("fusion-rms-acme", "OrgId=acme ", "pass pass pass nothing violation pass")]
    [InlineData("cedar-home-files", "", "violation nothing nothing nothing nothing nothing")]
    [InlineData("cedar-home-files", "OrgId=cedarhome", "pass pass pass nothing pass pass")]
    [InlineData("cedar-home-files", "OrgId=acme", "pass pass pass nothing pass violation")]
    [InlineData("logs", "", "nothing nothing nothing nothing nothing nothing")]
    [InlineData("logs", "OrgId=acme", "pass pass pass nothing pass nothing")]
    public void OrganizationTag_OfABucket_IsJudged(string name, string tags, string verdicts)
    {
        var bucket =
            Bucket(name, Production,
            [.. tags.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(t => (t.Split('=')[0], t.Split('=')[1]))]);
        string[] conventions = ["TAG-ORG-01", "TAG-ORG-03", "TAG-ORG-05", "TAG-ORG-06", "TAG-ORG-07", "TAG-ORG-08"];

        var actual = conventions.Select(c => VerdictOf(c, bucket));

        Assert.All(verdicts.Split(' ').Zip(actual), pair => Assert.Contains(pair.Second, pair.First.Split("-or-")));
    }

    [Theory]
    [InlineData("OrgID", "pass")]
    [InlineData("OrgId", "violation")]
    [InlineData("orgid", "violation")]
    public void OrganizationTag_OfAUser_IsSpelledTheOtherWay(string key, string verdict)
    {
        var user = User("rms_acme", Production, (key, "acme"));

        Assert.Equal(verdict, VerdictOf("TAG-ORG-04", user));
        Assert.Equal("pass", VerdictOf("TAG-ORG-02", user));
        Assert.Equal("nothing", VerdictOf("TAG-ORG-03", user));
    }

    [Fact]
    public void WrongSpelling_SuggestsTheExpectedKey()
    {
        var violation = ViolationOf("TAG-ORG-03", Bucket("fusion-rms-acme", Production, ("orgid", "acme")));

        Assert.Equal(("OrgId", "orgid", "OrgId"), (violation.Expected, violation.Actual, violation.Suggestion));
        Assert.Equal("Acme Stores’ bucket fusion-rms-acme has a misspelled organization tag: orgid, not OrgId", violation.Title);
    }

    [Fact]
    public void DifferingTags_AreBothShown_InWhateverOrderTheyCome()
    {
        (string, string)[] tags = [("OrgID", "bolt"), ("orgid", "acme"), ("Org.Id", "kiteqa")];
        var one = ViolationOf("TAG-ORG-06", Bucket("logs", NonProduction, tags));
        var dictionary = tags.Reverse().ToDictionary(t => t.Item1, t => t.Item2);
        var other = ViolationOf("TAG-ORG-06", Bucket("logs", NonProduction) with { Tags = dictionary });

        Assert.Equal("Org.Id=kiteqa, OrgID=bolt and orgid=acme", one.Actual);
        Assert.Equal(one with { Evidence = other.Evidence }, other);
        Assert.Equal(one.Evidence.Facts, other.Evidence.Facts);
    }

    [Theory]
    [InlineData("acmee", "acme")]
    [InlineData("kiteq", "kiteqa")]
    [InlineData("cedarhom", "cedarhome")]
    [InlineData("zzz", null)]
    [InlineData("b", null)]
    public void UnknownOrganization_SuggestsTheNearestKnown(string value, string? suggestion) =>
        Assert.Equal(suggestion, ViolationOf("ORG-ID-02", Bucket("logs", NonProduction, ("OrgId", value))).Suggestion);

    [Fact]
    public void OtherLetterCase_SuggestsTheRecordedSpelling()
    {
        var violation = ViolationOf("TAG-ORG-07", Bucket("fusion-rms-acme", Production, ("OrgId", "ACME")));

        Assert.Equal(("acme", "ACME", "acme"), (violation.Expected, violation.Actual, violation.Suggestion));
        Assert.Equal("acme", violation.OrgId);
    }

    [Fact]
    public void TagThatDisagrees_ExpectsTheOrganizationOfTheName()
    {
        var violation = ViolationOf("TAG-ORG-08", Bucket("fusion-rms-acme", Production, ("OrgId", "bolt")));

        Assert.Equal(("acme", "bolt"), (violation.Expected, violation.Actual));
        Assert.Equal("acme", violation.OrgId);
    }

    [Fact]
    public void TagOnASharedResource_IsInformationOnly()
    {
        var violation = ViolationOf("TAG-ORG-09", Broker("mq-POS-02", NonProduction, ("OrgId", "kiteqa")));

        Assert.Equal(Severity.Info, violation.Severity);
        Assert.Equal("Message broker mq-POS-02 carries the organization tag OrgId=kiteqa", violation.Title);
        Assert.Equal("pass", VerdictOf("TAG-ORG-09", Broker("mq-POS-02")));
    }

    [Fact]
    public void Reading_IsTheSameForEveryKindOfDictionary()
    {
        (string, string)[] tags = [("Name", "x"), ("orgid", "acme"), ("OrgId", " "), ("OrgID", "acme"), ("aws:x", "")];
        var collection = Tags(tags);
        var dictionary = collection.ToDictionary(t => t.Key, t => t.Value);
        var sorted = new SortedDictionary<string, string>(dictionary, Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));

        var read = OrganizationTag.Read(collection, "orgid", "OrgId");

        Assert.Equal(new OrganizationTag(3, "OrgID", "acme", HasExpected: true, HasEmpty: true, Differ: false), read);
        Assert.Equal(read, OrganizationTag.Read(dictionary, "orgid", "OrgId"));
        Assert.Equal(read, OrganizationTag.Read(sorted.AsReadOnly(), "orgid", "OrgId"));
    }

    [Fact]
    public void TagValues_WithInvisibleCharacters_AreShownWithoutThem()
    {
        var violation = ViolationOf("ORG-ID-02", Bucket("logs", NonProduction, ("OrgId", "<script>\u202egnp\n</script>")));

        Assert.Equal("<script>\ufffdgnp\ufffd</script>", violation.Actual);
    }

    [Fact]
    public void TagValues_OfAnyLength_AreCutBetweenCharacters()
    {
        var violation = ViolationOf("ORG-ID-02", Bucket("logs", NonProduction, ("OrgId", new string('é', 254) + "🙂🙂")));

        Assert.Equal(new string('é', 254) + "…", violation.Actual);
    }

    [Fact]
    public void TagCollection_GivesEmptyForNothing() => Assert.Empty(TagCollection.Empty);
}

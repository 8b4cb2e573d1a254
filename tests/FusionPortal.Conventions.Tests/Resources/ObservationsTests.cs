using System.Text.Json;
using CsCheck;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using Xunit;

namespace FusionPortal.Conventions.Tests.Resources;

public sealed class ObservationsTests
{
    private const string Group = "arn:aws:ec2:us-east-1:111111111111:security-group/sg-0a1b";

    [Fact]
    public void Bucket_HasAccountAndRegionOfTheScan()
    {
        var bucket = Observations.From("arn:aws:s3:::b-1", "111111111111", "eu-west-1", TagCollection.Empty);

        Assert.Equal(("111111111111", "eu-west-1"), (bucket.AccountId, bucket.Region));
    }

    [Fact]
    public void IamUser_HasNoRegion_AndTheAccountOfItsArn()
    {
        var user = Observations.From("arn:aws:iam::222222222222:user/u", "111111111111", "us-east-1", TagCollection.Empty);

        Assert.Equal(("222222222222", ""), (user.AccountId, user.Region));
    }

    [Theory]
    [InlineData("{\"groupName\":\"SG-POS-OPS\"}", "other", "SG-POS-OPS")]
    [InlineData(null, "SG-POS-OPS", "SG-POS-OPS")]
    [InlineData("{\"groupName\":7}", "SG-POS-OPS", "SG-POS-OPS")]
    [InlineData("[1]", " ", "sg-0a1b")]
    [InlineData(null, null, "sg-0a1b")]
    public void SecurityGroup_IsNamedByGroupNameThenTagThenId(string? facts, string? nameTag, string expected)
    {
        JsonElement? element = facts is null ? null : JsonDocument.Parse(facts).RootElement;
        var tags = nameTag is null ? TagCollection.Empty : new TagCollection([KeyValuePair.Create("Name", nameTag)]);

        var group = Observations.From(Group, "111111111111", "us-east-1", tags, element);

        Assert.Equal(expected, group.Name);
        Assert.Equal(expected == "sg-0a1b", Observations.IsUnnamed(group));
    }

    [Fact]
    public void MalformedArn_BecomesAResourceOfKindOther()
    {
        var odd = Observations.From("not an arn", "111111111111", "us-east-1", TagCollection.Empty);

        Assert.Equal((OtherResource.Kind, "not an arn"), (odd.Kind, odd.Name));
    }

    [Fact]
    public void Tags_ReadLikeADictionary_InOneOrder() => Gen.Select(Gen.String[0, 5], Gen.String[0, 5]).Array[0, 12].Sample(pairs =>
    {
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs) expected[key] = value;
        var tags = new TagCollection(pairs.Select(p => KeyValuePair.Create(p.Item1, p.Item2)));

        Assert.Equal(expected, tags);
        Assert.Equal(expected.Count, tags.Count);
        Assert.Equal(expected.Keys, tags.Keys);
        foreach (var (key, value) in expected)
        {
            Assert.Equal(value, tags[key]);
            Assert.True(tags.ContainsKey(key));
        }

        Assert.False(tags.TryGetValue("not there", out _));
        Assert.Throws<KeyNotFoundException>(() => tags["not there"]);
    });
}

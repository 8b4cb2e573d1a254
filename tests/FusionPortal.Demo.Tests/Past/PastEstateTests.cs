using FusionPortal.Demo.Past;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;
using Xunit;

namespace FusionPortal.Demo.Tests.Past;

/// <summary>The estate of past days, and the story that is told of it. What the portal made of it, <see cref="PastDumpTests"/>
/// say.</summary>
public sealed class PastEstateTests
{
    private const string Devonshire = "arn:aws:s3:::fusion-rms-devonshire";

    [Fact]
    public void Before_TheEnd_IsTheEstateAsItStands() =>
        Assert.Equal(Lines(DemoEstate.Create().Estate), Lines(PastEstate.Before(0)));

    [Fact]
    public void Before_EachDay_GrowsToWhatThereIsNow()
    {
        var now = DemoEstate.Create().Estate.All.Select(resource => resource.Arn).ToHashSet();
        var first = PastEstate.Before(PastStory.Days).All.Select(resource => resource.Arn).ToHashSet();

        Assert.InRange(first.Intersect(now).Count(), now.Count / 2, now.Count - 100);
        Assert.Contains("arn:aws:s3:::pos-temp-exports", first.Except(now));
        Assert.DoesNotContain(PastEstate.Before(1).All, resource => !now.Contains(resource.Arn));
    }

    [Fact]
    public void Before_WhatWentAndCameBack_IsWrongForThoseDaysAlone()
    {
        bool HasTag(int day) => PastEstate.Before(day).Find(Devonshire)!.Resource.Tag("OrgId") is not null;

        Assert.Equal(
            [true, false, false, true, true, false, false, true],
            ((int[])[32, 31, 25, 24, 10, 9, 7, 6]).Select(HasTag));
    }

    [Fact]
    public void Before_KeysAndMakers_AreOfTheSameDaysAsNow()
    {
        var made = DemoEstate.Create().Estate.All.First(r => ArnKind.Of(r.Arn) == ArnKind.Queue && r.Made?.DaysAgo == 30);

        Assert.Equal(20, PastEstate.Before(10).Find(made.Arn)!.Resource.Made!.DaysAgo);
        Assert.Equal(0, PastEstate.Before(30).Find(made.Arn)!.Resource.Made!.DaysAgo);
        Assert.Null(PastEstate.Before(31).Find(made.Arn));
    }

    [Fact]
    public void Become_WhatIsServed_IsTheOtherEstate()
    {
        var served = DemoEstate.Create().Estate;

        served.Become(PastEstate.Before(20));

        Assert.Equal(Lines(PastEstate.Before(20)), Lines(served));
        Assert.Equal(PastEstate.Before(20).RootUses, served.RootUses);
    }

    [Fact]
    public void Story_IsOfDaysThatAreScanned()
    {
        Assert.All(PastStory.Acts, act => Assert.InRange(act.Day, 1, PastStory.Days));
        Assert.DoesNotContain(PastStory.Acts, act => PastStory.Silent.Contains(act.Day));
        Assert.All(PastChanges.All, change => Assert.InRange(change.Until, 1, PastStory.Days - 1));
        Assert.All(PastStory.Gaps, gap => Assert.DoesNotContain(gap.Day, PastStory.Silent));
    }

    private static IEnumerable<string> Lines(ListedEstate estate) => estate.All
        .Select(r => $"{estate.Find(r.Arn)!.AccountId} {r.Arn} {r.EverTagged} {r.Facts} {r.Made} {string.Join(';', r.Tags)}")
        .Order(StringComparer.Ordinal);
}

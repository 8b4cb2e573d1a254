using FusionPortal.Conventions;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Findings;

namespace FusionPortal.Core.Tests.Filters;

/// <summary>What a filter reads from an address, and what it says it does not understand.</summary>
public sealed class FilterTypesTests
{
    [Theory]
    [InlineData("low,medium")]
    [InlineData("Low, Medium")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("nonsense")]
    public void Severity_ThatIsNoWord_IsNotUnderstood_AndIsNoOtherSeverity(string text)
    {
        var notUnderstood = new List<string>();
        var filter = FindingKeys.All.Read(key => key == "severity" ? [text] : [], notUnderstood);

        Assert.Null(filter.Severities);
        Assert.Equal([$"severity={text}"], notUnderstood);
    }

    [Fact]
    public void Severity_ThatRepeats_IsEachOfThem()
    {
        var filter = FindingKeys.All.Read(key => key == "severity" ? ["LOW", "medium"] : [], new List<string>());

        Assert.Equal([Severity.Low, Severity.Medium], filter.Severities!.Order());
    }

    [Theory]
    [InlineData("oldest,newest")]
    [InlineData("2")]
    public void Order_ThatIsNoWord_IsNotUnderstood(string text) => Assert.False(FindingKeys.TryReadSort(text, out _));

    [Fact]
    public void EveryWord_IsReadBack() =>
        Assert.All(EnumWords.All<FindingSort>(), word => Assert.True(FindingKeys.TryReadSort(word.ToUpperInvariant(), out _)));
}

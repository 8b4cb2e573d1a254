using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

public sealed class RunStartTests
{
    private static readonly Template Install = TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template;
    private static readonly Template Vpc = TemplateLibrary.Get("vpc").Template;

    [Fact]
    public void WhyNot_TopicAcknowledged_IsNothing() => Assert.Null(RunStart.WhyNot(Install, Workbench.Acme, Read(), "ana"));

    [Fact]
    public void WhyNot_SharedResource_NeedsNoTopicAndNoClient() => Assert.Null(RunStart.WhyNot(Vpc, null, null, "ana"));

    [Fact]
    public void WhyNot_NothingAcknowledged_NamesTheTopic() =>
        Assert.Equal(
            "Read and acknowledge \"AWS resources: read before an install\" first.", RunStart.WhyNot(Install, Workbench.Acme, null, "ana"));

    [Fact]
    public void WhyNot_SomebodyElseAcknowledged_IsNotEnough() => Assert.NotNull(RunStart.WhyNot(Install, Workbench.Acme, Read(), "marek"));

    [Fact]
    public void WhyNot_AnEarlierEdition_AsksToReadItAgain() =>
        Assert.Contains(
            "has changed", RunStart.WhyNot(Install, Workbench.Acme, Read() with { TopicSha256 = new string('0', 64) }, "ana"),
            StringComparison.Ordinal);

    [Fact]
    public void WhyNot_InstallWithoutAClient_IsRefused() => Assert.NotNull(RunStart.WhyNot(Install, null, Read(), "ana"));

    [Fact]
    public void Topic_Embedded_HasTitleTextAndHash()
    {
        var topic = ReferenceTopic.AwsResources;

        Assert.Equal("AWS resources: read before an install", topic.Title);
        Assert.Matches("^[0-9a-f]{64}$", topic.Sha256);
        Assert.Contains("POS Production", topic.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', topic.Markdown);
        Assert.Null(ReferenceTopic.Find("weather"));
    }

    private static TopicAcknowledgement Read()
    {
        var topic = ReferenceTopic.AwsResources;
        return new TopicAcknowledgement(
            topic.Key, topic.Version, topic.Sha256,
            new Attribution("ana", "Ana", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)));
    }
}

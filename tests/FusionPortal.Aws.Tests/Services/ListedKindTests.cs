using FusionPortal.Aws.Services;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>No kind is forgotten by the lists, and none is told by two.</summary>
public sealed class ListedKindTests
{
    [Fact]
    public void EveryKind_IsListedByOneLister()
    {
        var listed = ServiceListers.Create().SelectMany(l => l.Reach.Kinds).ToList();

        Assert.Equal(
            ResourceKinds.Ids.Where(id => id != OtherResource.Kind).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryLister_IsTriedWithEveryBadAnswer() =>
        Assert.Equal(
            ServiceListers.Create().Select(l => l.Reach.Service).Order(StringComparer.Ordinal),
            ListedService.All.Select(s => s.Service).Order(StringComparer.Ordinal));
}

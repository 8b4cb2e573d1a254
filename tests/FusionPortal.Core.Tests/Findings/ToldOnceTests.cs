using FusionPortal.Core.Findings.Judging;

namespace FusionPortal.Core.Tests.Findings;

public sealed class ToldOnceTests
{
    /// <summary>Findings of these are open in databases that began with the first books, and have to close.</summary>
    [Fact]
    public void Before_AreTheConventionsThatToldEachResource() => Assert.Equal(["ENV-03", "TAG-ORG-07"], ToldOnce.Before);
}

using FusionPortal.Web.Hosting;
using Xunit;

namespace FusionPortal.Web.Tests.Hosting;

/// <summary>A process that ends in the moment it would be cut off tells one of the two, in its log and in its exit code.</summary>
public sealed class ProcessEndTests
{
    [Fact]
    public void End_AfterTheCut_IsNoEndByItself()
    {
        var end = new ProcessEnd();

        Assert.True(end.TryCutOff());
        Assert.False(end.TryEndByItself());
    }

    [Fact]
    public void Cut_AfterTheEnd_IsNotSaid()
    {
        var end = new ProcessEnd();

        Assert.True(end.TryEndByItself());
        Assert.False(end.TryCutOff());
    }

    [Fact]
    public void BothAtOnce_OneIsRight()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var end = new ProcessEnd();
            var (self, cut) = (false, false);
            Parallel.Invoke(() => self = end.TryEndByItself(), () => cut = end.TryCutOff());
            Assert.True(self ^ cut);
        }
    }
}

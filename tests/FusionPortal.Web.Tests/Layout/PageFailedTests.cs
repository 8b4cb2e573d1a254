using Bunit;
using FusionPortal.Core;
using FusionPortal.Web.Components.Layout;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FusionPortal.Web.Tests.Layout;

public sealed class PageFailedTests : BunitContext
{
    public PageFailedTests() => Services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));

    [Fact]
    public void AddressThatIsRefused_SaysWhy()
    {
        var refused = new RefusedException(RefusalKind.Invalid, "as-of-in-future", "The portal does not know the future. Choose a moment that has passed.", "asOf");

        var page = Render<PageFailed>(p => p.Add(f => f.Exception, refused));

        Assert.Contains("The portal does not know the future.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyOtherFailure_IsNotToldInItsOwnWords()
    {
        var page = Render<PageFailed>(p => p.Add(f => f.Exception, new InvalidOperationException("Host=db;Password=x")));

        Assert.DoesNotContain("Password", page.Markup, StringComparison.Ordinal);
    }
}

using FusionPortal.Demo.Identity;
using Xunit;

namespace FusionPortal.Integration.Hosting;

/// <summary>One OpenID Connect provider for the whole run.</summary>
public sealed class IdentityFixture : IAsyncLifetime
{
    public DemoIdentityProvider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), CancellationToken.None);

    public async ValueTask DisposeAsync() => await Provider.DisposeAsync();
}

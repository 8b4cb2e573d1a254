using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Supervision;
using Xunit;

namespace FusionPortal.Demo.Tests.Supervision;

public sealed class PortalEnvironmentTests
{
    [Fact]
    public async Task Build_CredentialsInTheShell_DoNotReachThePortal()
    {
        await using var provider = await DemoIdentityProvider.StartAsync(new DemoIdentityOptions(), TestContext.Current.CancellationToken);
        const string Name = "AWS_SHARED_CREDENTIALS_FILE";
        Environment.SetEnvironmentVariable(Name, "/somewhere/credentials");
        try
        {
            var environment =
                PortalEnvironment.Build(new Uri("http://127.0.0.1:5080"), "Host=x", provider, new Dictionary<string, string?>(), "/state");

            Assert.Null(Assert.Contains(Name, environment));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    [Fact]
    public void ForEndpoint_RegionsInTheShell_PassThrough()
    {
        const string Name = "Aws__Regions__1";
        Environment.SetEnvironmentVariable(Name, "eu-central-1");
        try
        {
            var settings = PortalEnvironment.ForEndpoint(new Uri("http://127.0.0.1:5000"));

            Assert.Equal("eu-central-1", settings[Name]);
            Assert.Equal("http://127.0.0.1:5000/", settings["Aws:EndpointUrl"]);
            Assert.Equal("OrganizationAccountAccessRole", settings["Aws:MemberRoleName"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }
}

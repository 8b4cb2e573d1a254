using FusionPortal.Demo.Identity;

namespace FusionPortal.Demo.Supervision;

/// <summary>What one needs to know once it all runs.</summary>
internal static class Banner
{
    public static async Task WriteAsync(
        TextWriter output, Uri address, DemoIdentityProvider provider, string aws, DemoState state)
    {
        string[] lines =
        [
            "",
            $"FusionPortal is up: {address.GetLeftPart(UriPartial.Authority)}",
            "",
            "Sign in as (no password, this machine only)",
            .. Persona.People.Select(person => $"  {person.Name,-14}{person.Title,-16}{person.Purpose}"),
            "",
            $"API tokens for scripts, secret {DemoIdentityProvider.ClientSecret}: "
                + $"{string.Join(", ", Persona.Clients.Select(client => client.SubjectId))}",
            $"  Token endpoint: {provider.TokenEndpoint}",
            $"  curl -s -d grant_type=client_credentials -d client_id=demo-lead -d "
                + $"client_secret={DemoIdentityProvider.ClientSecret} {provider.TokenEndpoint}",
            "",
            $"AWS: {aws}",
            $"Data and logs: {state.Folder} (start with --reset to forget them)",
            "Ctrl-C stops it all.",
        ];
        foreach (var line in lines) await output.WriteLineAsync(line);
        await output.FlushAsync();
    }
}

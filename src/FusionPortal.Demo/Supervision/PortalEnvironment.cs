using System.Collections;
using System.Globalization;
using FusionPortal.Demo.Identity;

namespace FusionPortal.Demo.Supervision;

/// <summary>The portal's configuration in the demo, as environment variables.</summary>
internal static class PortalEnvironment
{
    // What the person's shell says about AWS or ASP.NET is not meant for the demo; above all, it must never get hold of real credentials.
    private static readonly string[] NotInherited = [
        "AWS_", "ASPNETCORE_", "ConnectionStrings__", "Authentication__", "Aws__", "Accounts__", "Scans__", "Jobs__"];

    public static Dictionary<string, string?> Build(
        Uri address, string connectionString, DemoIdentityProvider provider, IReadOnlyDictionary<string, string?> aws, string stateFolder)
    {
        var environment = new Dictionary<string, string?>();
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
            if (NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                environment[name] = null;

        Set("ASPNETCORE_ENVIRONMENT", "Development");
        Set("ASPNETCORE_URLS", address.GetLeftPart(UriPartial.Authority));
        Set("ConnectionStrings:Portal", connectionString);
        Set("Authentication:Authority", provider.Authority.GetLeftPart(UriPartial.Authority));
        Set("Authentication:ClientId", DemoIdentityProvider.PortalClientId);
        Set("Authentication:ClientSecret", DemoIdentityProvider.ClientSecret);
        Set("Authentication:Audience", DemoIdentityProvider.Audience);
        Set("Authentication:RoleGroups:Installer:0", Persona.Installers);
        Set("Authentication:RoleGroups:Lead:0", Persona.Leads);
        Set("Authentication:RoleGroups:Auditor:0", Persona.Auditors);
        Set("Authentication:RoleGroups:Administrator:0", Persona.Administrators);
        // Scanned once at first, and as much is planted as its pages say: one pass looks up everybody.
        Set("Scans:CreatorsPerPass", "500");
        Set(LeftoverChildren.Mark, stateFolder);
        foreach (var (name, value) in aws) Set(name, value);
        return environment;

        void Set(string name, string? value) => environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    /// <summary>Settings for a stand-in that somebody else runs: the credentials and the role such stand-ins accept.</summary>
    public static Dictionary<string, string?> ForEndpoint(Uri endpoint)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Aws:EndpointUrl"] = endpoint.ToString(),
            ["Aws:MemberRoleName"] = "OrganizationAccountAccessRole",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
        // Which accounts and regions it has, only the person knows: Aws__Regions__N and Accounts__ID__Role pass through.
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            if (variable.Key is string name
                && (name.StartsWith("Aws__", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("Accounts__", StringComparison.OrdinalIgnoreCase)))
                settings[name] = Convert.ToString(variable.Value, CultureInfo.InvariantCulture);
        // Whoever names no region wants to see all there are.
        if (!settings.Keys.Any(k => k.StartsWith("Aws__Regions__", StringComparison.OrdinalIgnoreCase)))
            settings["Aws:DiscoverRegions"] = "true";
        return settings;
    }
}

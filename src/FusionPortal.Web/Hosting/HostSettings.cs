using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Web.Hosting;

/// <summary>Section <c>ConnectionStrings</c>.</summary>
public sealed class ConnectionSettings
{
    public const string Section = "ConnectionStrings";

    /// <summary>Npgsql connection string of the portal's login, a member of the role <c>fusionportal_app</c>.</summary>
    public string Portal { get; set; } = "";
}

/// <summary>Section <c>Proxies</c>.</summary>
public sealed class ProxySettings
{
    public const string Section = "Proxies";

    /// <summary>Networks whose forwarded headers are believed, for example <c>10.0.0.0/8</c>, beside loopback.</summary>
    public IReadOnlyList<string> KnownNetworks { get; set; } = [];

    /// <summary>
    /// Where people open the portal, for example <c>https://portal.example.com</c>; pages of other addresses write nothing. Empty for the
    /// address that was asked for.
    /// </summary>
    public IReadOnlyList<string> PublicAddresses { get; set; } = [];
}

internal sealed class ConnectionSettingsValidation : IValidateOptions<ConnectionSettings>
{
    public ValidateOptionsResult Validate(string? name, ConnectionSettings options)
    {
        if (options.Portal.Length == 0) return ValidateOptionsResult.Fail("ConnectionStrings:Portal is not set.");
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(options.Portal);
            return string.IsNullOrEmpty(parts.Host)
                ? ValidateOptionsResult.Fail("ConnectionStrings:Portal names no Host.")
                : ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            // Without the value and the message: what follows a semicolon in a password counts as a keyword, and is named.
            return ValidateOptionsResult.Fail(
                "ConnectionStrings:Portal is no connection string of Npgsql, such as Host=…;Database=…;Username=…;Password=…; "
                + "a value with a semicolon stands in quotes.");
        }
    }
}

internal sealed class ProxySettingsValidation : IValidateOptions<ProxySettings>
{
    public ValidateOptionsResult Validate(string? name, ProxySettings options)
    {
        var wrong = options.KnownNetworks.Where(n => !IPNetwork.TryParse(n, out _))
            .Select(n => $"Proxies:KnownNetworks: \"{n}\" is not a network such as 10.0.0.0/8.")
            .Concat(options.PublicAddresses.Where(a => PublicAddresses.Origin(a) is null)
                .Select(a => $"Proxies:PublicAddresses: \"{a}\" is not an address such as https://portal.example.com, without a path."))
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

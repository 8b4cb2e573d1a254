using System.Data.Common;
using System.Globalization;
using FusionPortal.Core;
using FusionPortal.Core.People.Recovery;
using FusionPortal.Web.Hosting.SignIn;

namespace FusionPortal.Web.Hosting;

/// <summary>
/// <c>FusionPortal.Web recover --person MAIL --reason WHY [--address https://HOST]</c>: makes a link that opens the portal once. Whoever
/// can run it has the portal's settings and its database login already; it asks neither the identity provider nor a running portal.
/// </summary>
internal static class RecoverCommand
{
    public const string Name = "recover";

    public const string Usage = "Usage: FusionPortal.Web recover --person MAIL --reason \"WHY\" [--address https://HOST]";

    private static readonly string[] Names = ["--person", "--reason", "--address"];

    /// <returns>0 with the link on standard output; 1 where it was refused, 2 where the command was not understood: why is on standard
    /// error.</returns>
    public static async Task<int> RunAsync(string[] arguments, WebApplicationOptions options, TextWriter output, TextWriter error)
    {
        if (Read(arguments) is not { } given || !given.TryGetValue("--person", out var person)
            || !given.TryGetValue("--reason", out var reason))
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        var address = given.GetValueOrDefault("--address")?.TrimEnd('/');
        if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
        {
            await error.WriteLineAsync($"--address: {address} is no address such as https://portal.example.com.");
            return 2;
        }

        // The whole portal, not started: every setting has to be as the portal itself needs it.
        await using var app = PortalApplication.Build(options);
        try
        {
            var made = await app.Services.GetRequiredService<MakeRecoveryLink>().ExecuteAsync(
                new MakeRecoveryLinkRequest(person, reason, $"{Environment.UserName}@{Environment.MachineName}"), CancellationToken.None);
            // After the hash: browsers send that to nobody, so no proxy logs it.
            await output.WriteLineAsync($"{address}{SignInEndpoints.RecoverPage}#code={made.Code}");
            await error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Opens FusionPortal once for {made.Mail}, as administrator for {RecoveryLink.SessionLifetime.TotalMinutes} minutes. "
                    + $"Valid until {made.ExpiresAt:HH:mm:ss} UTC."
                + $"{(address is null ? " Put the portal's address before it." : "")} It is in the audit trail, and "
                + $"every administrator is shown it."));
            return 0;
        }
        catch (RefusedException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (Exception exception) when (DatabaseAway.IsCause(exception) || exception.GetBaseException() is DbException)
        {
            await error.WriteLineAsync($"The database did not take it, and nothing was made: {exception.GetBaseException().Message}");
            return 1;
        }
    }

    private static Dictionary<string, string>? Read(string[] arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var n, var v] ? (n, v)
                : (arguments[i], i + 1 < arguments.Length ? arguments[++i] : null);
            if (!Names.Contains(name) || value is null || !given.TryAdd(name, value)) return null;
        }

        return given;
    }
}

using System.Security.Cryptography;
using FusionPortal.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>
/// Keeps what a cookie would carry in the database, so that the cookie holds an id whatever the provider sends, and sign-out holds in every
/// process. The ticket is protected: the database's own readers cannot read the ID token in it.
/// </summary>
internal sealed class SessionTickets(
    PersonSessions sessions, IDataProtectionProvider protection, IOptionsMonitor<OpenIdConnectOptions> provider,
        ILogger<SessionTickets> logger)
    : ITicketStore
{
    private static readonly object LeftBehind = new();

    private readonly IDataProtector _protector = protection.CreateProtector("FusionPortal.Session");

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        var id = ticket.Principal.FindFirst(PortalClaims.Session)?.Value ?? throw new InvalidOperationException("A ticket of no session.");
        var subject = ticket.Principal.FindFirst(PortalClaims.Subject)!.Value;
        await sessions.BeginAsync(id, subject, Protect(ticket), ticket.Principal.SessionEnd()!.Value, cancellationToken);
        return id;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    public Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken) =>
        sessions.RenewAsync(key, Protect(ticket), cancellationToken);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) => Open(await sessions.FindAsync(key, CancellationToken.None));

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var endpoint = httpContext.GetEndpoint()?.Metadata;
        // Files and health checks ask nobody who they are.
        if (endpoint?.GetMetadata<QuietLogAttribute>() is not null) return null;
        if (httpContext.Request.Path == provider.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath)
        {
            // A new sign-in goes on under an id of its own: whoever knew this browser's cookie before knows nothing of it.
            await sessions.EndAsync(key, cancellationToken);
            return null;
        }

        if (httpContext.Request.Path.StartsWithSegments(SignInEndpoints.RecoverPage)
            || httpContext.Request.Path == SignInEndpoints.RecoverPath)
        {
            // Nor does a recovery go on under an id that was there before. It is over once the link has been taken, not for a link that is
            // wrong.
            httpContext.Items[LeftBehind] = key;
            return null;
        }

        try
        {
            return Open(await sessions.FindAsync(key, cancellationToken));
        }
        catch (Exception exception) when (
            DatabaseAway.IsCause(exception) && endpoint?.GetMetadata<IAllowAnonymous>() is not null
                && httpContext.Request.Path != SignInEndpoints.LogoutPath)
        {
            // The page that says so is open to anybody, and must come without the database. Not so the sign-out: a session that goes on
            // must not look ended.
            logger.LogWarning("The database is away, so nobody is signed in on a page that anybody may open");
            return null;
        }
    }

    /// <summary>Ends the session that the browser had before a recovery; nothing where it had none.</summary>
    public Task EndLeftBehindAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Items[LeftBehind] is string key ? sessions.EndAsync(key, cancellationToken) : Task.CompletedTask;

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    // The browser may be gone already; its session ends all the same.
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => sessions.EndAsync(key, CancellationToken.None);

    private byte[] Protect(AuthenticationTicket ticket) => _protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private AuthenticationTicket? Open(byte[]? kept)
    {
        if (kept is null) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            // Protected with keys that are gone: as with a cookie, one signs in again.
            return null;
        }
    }
}

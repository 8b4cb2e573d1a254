using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People.Recovery;

/// <param name="Mail">Whose way in it is.</param>
/// <param name="Reason">3 to 500 characters; it stays in the trail and is shown to administrators.</param>
/// <param name="MadeBy">The account of the operating system and the machine.</param>
public sealed record MakeRecoveryLinkRequest(string? Mail, string? Reason, string MadeBy);

/// <param name="Code">The one time it can be seen.</param>
public sealed record MadeRecoveryLink(string Code, string Mail, DateTimeOffset ExpiresAt);

/// <summary>
/// Makes a link that opens the portal once, as administrator. Nothing but the command on the machine calls it: no page and no route of the
/// API does.
/// </summary>
public sealed class MakeRecoveryLink(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <exception cref="RefusedException">Invalid: no mail, or no reason. SecretFound.</exception>
    public async Task<MadeRecoveryLink> ExecuteAsync(MakeRecoveryLinkRequest request, CancellationToken cancellationToken)
    {
        var mail = FreeText.Required(request.Mail, "person", "The person's mail", 240).ToLowerInvariant();
        if (mail.IndexOf('@', StringComparison.Ordinal) is < 1 || mail.EndsWith('@') || mail.Any(char.IsWhiteSpace))
            throw new RefusedException(RefusalKind.Invalid, "invalid-mail", $"{mail} is no mail address.", "person");
        var reason = FreeText.Required(request.Reason, "reason", "A reason", RecoveryLink.ReasonLimit);
        if (reason.Length < 3)
            throw new RefusedException(RefusalKind.Invalid, "too-short", "Say in a few words why it is needed.", "reason");

        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetDatabaseNow();
        var link = new RecoveryLink
        {
            Id = Guid.CreateVersion7(now),
            CodeHash = HashOf(code),
            Mail = mail,
            Reason = reason,
            MadeBy = request.MadeBy.Length <= 256 ? request.MadeBy : request.MadeBy[..256],
            MadeAt = now,
            ExpiresAt = now + RecoveryLink.Lifetime,
        };
        db.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "recovery", cancellationToken);
        await AuditWriter.AppendAsync(
            db, new Actor($"machine:{link.MadeBy}", link.MadeBy, new HashSet<Role>()),
            new AuditEvent("recovery.made", $"recovery:{link.Id}", new { Person = mail, Reason = reason, link.MadeBy, link.ExpiresAt }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new MadeRecoveryLink(code, mail, link.ExpiresAt);
    }

    // The code is 256 random bits, so one round of a fast hash is enough: there is nothing to guess.
    internal static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}

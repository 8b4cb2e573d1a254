using System.Security.Cryptography;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Reports.Formats;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.AuditReading;

/// <summary>What an export of the trail holds.</summary>
/// <param name="Rows">Events written.</param>
/// <param name="Sha256">Of the file, lower-case hexadecimal.</param>
/// <param name="Head">The end of the trail when it began: nothing later is in it.</param>
public sealed record TrailExported(long Rows, string Sha256, AuditPosition Head);

/// <summary>Streams the events a search finds as CSV, newest first, each as its sentence and with its hash, and writes to the trail that it
/// did.</summary>
public sealed class ExportTrail(AuditReader reader, AuditQueries trail, IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>snake_case, in order: the header of the file.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["number", "at", "who", "who_id", "kind", "subject", "told", "before_and_after", "hash"];

    /// <param name="filter">As the page of the trail takes it.</param>
    /// <param name="output">Receives the file as it is made; memory does not grow with it.</param>
    /// <param name="cancellationToken">Ends it; that it began is in the trail all the same.</param>
    /// <exception cref="RefusedException">Forbidden: it needs Lead, Auditor or Administrator. SecretFound in what is searched
    /// for.</exception>
    public async Task<TrailExported> ExecuteAsync(AuditFilter filter, Actor actor, Stream output, CancellationToken cancellationToken)
    {
        actor.Require(Role.Lead, Role.Auditor, Role.Administrator);
        // What is searched for goes into the trail, where no secret may ever stand.
        foreach (var (text, field) in new[]
        {
            (filter.Who, "who"), (filter.Kind, "kind"), (filter.Subject, "subject"), (filter.OrgId, "client"),
            (filter.Resource, "resource"),
        })
            FreeText.Guard(text, field);
        var head = await trail.HeadAsync(cancellationToken);
        TrailExported? exported = null;
        try
        {
            using var sha256 = SHA256.Create();
            // Not disposed: where the caller hung up that would write once more.
            var hashing = new CryptoStream(output, sha256, CryptoStreamMode.Write, leaveOpen: true);
            var rows = await WriteAsync(filter, head, hashing, cancellationToken);
            await hashing.FlushFinalBlockAsync(cancellationToken);
            return exported = new TrailExported(rows, Convert.ToHexStringLower(sha256.Hash!), head);
        }
        finally
        {
            // Rows have left the portal also where the caller hung up in the middle.
            await RecordAsync(filter, head, exported, actor);
        }
    }

    private async Task<long> WriteAsync(AuditFilter filter, AuditPosition head, Stream output, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await using var csv = await CsvFormat.BeginAsync(output, Columns, cancellationToken);
        for (long? before = head.Seq + 1; before is not null;)
        {
            var page = await reader.ListAsync(filter, before, AuditSearch.MaxPage, cancellationToken);
            foreach (var told in page) await csv.RowAsync(Row(told), cancellationToken);
            rows += page.Count;
            before = page.Count < AuditSearch.MaxPage ? null : page[^1].Entry.Seq;
        }

        return rows;
    }

    private static object?[] Row(AuditSentence told) =>
    [
        told.Entry.Seq, told.Entry.At, told.Who, told.Entry.Actor, told.Entry.Kind, told.Entry.Subject, told.Text,
        string.Join("; ", told.Changes.Where(c => c.IsChanged).Select(c => $"{c.What}: {c.Before ?? "nothing"} → {c.After ?? "nothing"}")),
        told.Entry.Hash,
    ];

    private async Task RecordAsync(AuditFilter filter, AuditPosition head, TrailExported? exported, Actor actor)
    {
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "audit.exported", "audit",
                new { Filter = filter, Head = head, Complete = exported is not null, exported?.Rows, exported?.Sha256 }),
            CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Readers;

/// <summary>A record as Route 53 tells it.</summary>
/// <param name="Name">With its escapes and the dot at its end.</param>
/// <param name="Type">For example A.</param>
/// <param name="Values">Empty for an alias.</param>
/// <param name="Alias">The name an alias stands for, else null.</param>
internal sealed record ZoneRecord(string Name, string Type, IReadOnlyList<string> Values, string? Alias);

/// <summary>
/// What a zone records of names that a client's default host name could be: the domain itself, and one word of letters and digits before
/// it. Nothing else is kept, texts and mail least of all. Private zones answer inside a VPC only, and so give no client its host name.
/// </summary>
/// <remarks>
/// The facts are <c>records</c>, those of type A, AAAA and CNAME, each with <c>name</c>, <c>type</c>, and <c>values</c> or the
/// <c>target</c> of an alias or CNAME, at most 2,000; and <c>recordsWhole</c>, false where there are more.
/// </remarks>
internal sealed class ZoneFactReader : IKindFactReader
{
    /// <summary>Records kept of one zone; more of a kind that tells something than any company has clients.</summary>
    public const int MostRecords = 2_000;

    /// <summary>Calls for one zone: Route 53 holds 10,000 records of a zone unless it is asked for more.</summary>
    public const int MostPages = 40;

    private static readonly JsonSerializerOptions Absent = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public FactPass Pass { get; } = new(HostedZone.Kind, "zone", AtMost: 20) { Unless = "private" };

    public IReadOnlyList<PermissionStatement> Permissions { get; } =
        [new("ReadZoneFacts", [Route53Lister.RecordsApi]) { Without = "where clients’ host names point is not evaluated." }];

    public string Gone => "NoSuchHostedZone";

    public async Task<JsonElement> ReadAsync(AccountCalls calls, DueResource resource, CancellationToken cancellationToken)
    {
        var kept = new List<object>();
        var zone = DnsName.Plain(resource.Name) ?? "";
        RecordStart? from = null;
        var whole = false;
        for (var page = 0; page < MostPages && kept.Count < MostRecords && !whole; page++)
        {
            var (records, next) = await Route53Lister.RecordsAsync(calls, resource.Id, from, cancellationToken);
            kept.AddRange(records.Select(r => Kept(r, zone)).OfType<object>());
            if (next is not null && next == from)
                throw new TargetFailedException(
                    TargetFailure.Failed, $"{Route53Lister.RecordsApi} goes round in circles: it begins a page again where it began.");
            (from, whole) = (next, next is null);
        }

        whole &= kept.Count <= MostRecords;
        return JsonSerializer.SerializeToElement(new { records = kept.Take(MostRecords), recordsWhole = whole }, Absent);
    }

    private static object? Kept(ZoneRecord record, string zone)
    {
        if (record.Type is not ("A" or "AAAA" or "CNAME") || DnsName.Plain(record.Name) is not { } name) return null;
        if (name != zone && (DnsName.LabelBelow(name, zone) is not { } label || !label.All(char.IsAsciiLetterOrDigit))) return null;
        return record.Type == "CNAME" || record.Alias is not null
            ? new { name, type = record.Type, target = DnsName.Plain(record.Alias ?? (record.Values is [var first, ..] ? first : null)) }
            : new { name, type = record.Type, values = record.Values };
    }
}

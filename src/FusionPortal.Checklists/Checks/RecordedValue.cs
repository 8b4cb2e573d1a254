using System.Globalization;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Checks;

/// <summary>What speaks against a value.</summary>
/// <param name="Seen">In words a person can act on: what is wrong, or what the portal has seen.</param>
/// <param name="Wrong">True where nobody can know better; false where a person may, and is asked.</param>
internal sealed record Objection(string Seen, bool Wrong);

/// <summary>Holds a value somebody records against real lists and against what the portal knows.</summary>
internal static class RecordedValue
{
    // Somewhere on earth it is this far ahead of UTC.
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(14);

    /// <summary>What speaks against the value; null when nothing does.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">Canonical.</param>
    /// <param name="run">The run and what is known.</param>
    /// <param name="at">The moment it is recorded.</param>
    public static Objection? Against(FieldDefinition field, string value, RunSnapshot run, DateTimeOffset at) =>
        Impossible(field, value, run, at) is { } wrong ? new Objection(wrong, Wrong: true)
        : ChecksInForce.Of(run.Template, field) == FieldCheck.Account ? AccountChecks.Against(value, run)
        : (NameChecks.Doubt(field, value, run) ?? OfASharedResource(field, value, run)) is { } doubt ? new Objection(doubt, Wrong: false)
        : null;

    private static string? OfASharedResource(FieldDefinition field, string value, RunSnapshot run) =>
        ChecksInForce.IsOwn(run.Template, field) && run.Known.OfSharedResources.TryGetValue(value.ToLowerInvariant(), out var whose)
            ? $"{whose} records {value} too." : null;

    private static string? Impossible(FieldDefinition field, string value, RunSnapshot run, DateTimeOffset at) =>
        field.Type.Impossible(value, run.Known) ?? OthersOwn(field, value, run) ?? ChecksInForce.Of(run.Template, field) switch
        {
            FieldCheck.TimeZone when !IsTimeZone(value) => $"There is no time zone {value}. A time zone looks like America/New_York.",
            FieldCheck.NotInFuture when DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture) > DateOnly.FromDateTime(
                at.ToOffset(FurthestAhead).Date) =>
                $"{field.Label} lies in the future.",
            _ => null,
        };

    private static string? OthersOwn(FieldDefinition field, string value, RunSnapshot run)
    {
        if (!ChecksInForce.IsOwn(run.Template, field)) return null;
        if (run.Known.OthersOwn.TryGetValue(value.ToLowerInvariant(), out var whose)) return $"{value} belongs to another client: {whose}.";
        return NameChecks.OwnerByConvention(run, value, run.Known.OtherClients) is var (owner, label)
            ? $"{value} is what {owner} gets by convention as {Words.InSentence(label)}." : null;
    }

    // Without a time zone database nothing can be said; every one has London.
    private static bool IsTimeZone(string id) =>
        id == "UTC"
            || (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone.HasIanaId
            : !TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _));
}

using System.Globalization;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Checks;

/// <summary>Holds a value somebody records against real lists and against what the portal knows.</summary>
internal static class RecordedValue
{
    // Somewhere on earth it is this far ahead of UTC.
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(14);

    /// <summary>Why the value is wrong, in words a person can act on; null when nothing speaks against it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">Canonical.</param>
    /// <param name="run">The run and what is known.</param>
    /// <param name="at">The moment it is recorded.</param>
    public static string? Why(FieldDefinition field, string value, RunSnapshot run, DateTimeOffset at) => field.Type switch
    {
        FieldType.AwsRegion when !AwsPlaces.IsRegion(value) && !run.Known.Regions.Contains(value) =>
            $"AWS has no region {value}. There are {Words.List(AwsPlaces.Near(value))}.",
        FieldType.AvailabilityZone when AwsPlaces.RegionOf(value) is null && !run.Known.Regions.Any(region => !AwsPlaces.IsRegion(region) && value.StartsWith(region, StringComparison.Ordinal)) =>
            $"AWS has no availability zone {value}.",
        _ when OthersOwn(field, value, run) is { } other => other,
        _ => field.Check switch
        {
            FieldCheck.TimeZone when !IsTimeZone(value) => $"There is no time zone {value}. A time zone looks like America/New_York.",
            FieldCheck.NotInFuture when DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture) > DateOnly.FromDateTime(at.ToOffset(FurthestAhead).Date) =>
                $"{field.Label} lies in the future.",
            FieldCheck.Account => Account(value, run),
            _ => null,
        },
    };

    private static string? OthersOwn(FieldDefinition field, string value, RunSnapshot run) =>
        IsOwn(field) && run.Known.OthersOwn.TryGetValue(value.ToLowerInvariant(), out var whose) ? $"{value} belongs to another client: {whose}." : null;

    /// <summary>Whether a value of the field can belong to one client only: what it names, or where its credential is kept.</summary>
    internal static bool IsOwn(FieldDefinition field) => field.Check == FieldCheck.Own || field.Type == FieldType.PasswordManagerReference;

    private static string? Account(string id, RunSnapshot run)
    {
        if (run.Organization is not { } client || !run.Known.Accounts.TryGetValue(id, out var account)) return null;
        var production = client.Environment is EnvironmentKind.Production or EnvironmentKind.Staging;
        return (account.Role, production) switch
        {
            (AccountRole.NonProduction, true) => $"Account {id}, {account.Name}, is declared NonProduction, and {client.OrgId} is {client.Environment}: production and staging live in a Production account.",
            (AccountRole.Production, false) => $"Account {id}, {account.Name}, is declared Production, and {client.OrgId} is {client.Environment}: only production and staging live there.",
            _ => null,
        };
    }

    // Without a time zone database nothing can be said; every one has London.
    private static bool IsTimeZone(string id) =>
        id == "UTC" || (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone.HasIanaId : !TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _));
}

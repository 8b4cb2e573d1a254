using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.Inventory;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Which convention tells an unrecorded organization once, and which told each of its resources before there was one.</summary>
internal static class ToldOnce
{
    /// <summary>Conventions of the first shipped books that told resource by resource that nobody knows the organization.</summary>
    public static string[] Before { get; } = [.. OrganizationRecorded.ToldBefore];

    /// <param name="orgId">In any letter case.</param>
    public static Guid SubjectHash(string orgId) => Fingerprint.Of($"organization:{orgId.ToLowerInvariant()}");

    /// <returns>Null in a book that tells each resource.</returns>
    public static string? By(ConventionBook book) => book.Of<OrganizationRecorded>().FirstOrDefault()?.Id;
}

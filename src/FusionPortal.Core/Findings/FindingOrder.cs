using System.Globalization;
using FusionPortal.Conventions;
using FusionPortal.Core.Data;

namespace FusionPortal.Core.Findings;

/// <summary>Sort orders and their cursors. Each order ends in the finding's id, so that no two rows are equal.</summary>
internal static class FindingOrder
{
    public sealed record Position(FindingSort Sort, string Key, DateTimeOffset FirstSeenAt, Guid Id);

    public static string By(FindingSort sort) => sort switch
    {
        FindingSort.Severity => "v.severity_order, v.first_seen_at, v.finding_id",
        FindingSort.Oldest => "v.first_seen_at, v.finding_id",
        FindingSort.Newest => "v.first_seen_at desc, v.finding_id desc",
        FindingSort.Resource => "v.name, v.finding_id",
        FindingSort.Organization => "coalesce(v.org_id, ''), v.finding_id",
    };

    /// <exception cref="RefusedException">The cursor is of another order.</exception>
    public static void After(SqlFilter where, FindingSort sort, string? cursor)
    {
        if (Cursor.Read<Position>(cursor) is not { } at) return;
        if (at.Sort != sort)
            throw new RefusedException(
            RefusalKind.Invalid, "unknown-cursor", "The cursor belongs to another order. Begin again without one.", "cursor");
        var id = where.Value(at.Id);
        where.And(sort switch
        {
            FindingSort.Severity =>
                $"(v.severity_order, v.first_seen_at, v.finding_id) > ({where.Value(short.Parse(at.Key, CultureInfo.InvariantCulture))}, "
                    + $"{where.Value(at.FirstSeenAt)}, {id})",
            FindingSort.Oldest => $"(v.first_seen_at, v.finding_id) > ({where.Value(at.FirstSeenAt)}, {id})",
            FindingSort.Newest => $"(v.first_seen_at, v.finding_id) < ({where.Value(at.FirstSeenAt)}, {id})",
            FindingSort.Resource => $"(v.name, v.finding_id) > ({where.Value(at.Key)}, {id})",
            FindingSort.Organization => $"(coalesce(v.org_id, ''), v.finding_id) > ({where.Value(at.Key)}, {id})",
        });
    }

    public static string CursorAfter(FindingRow row, FindingSort sort) => Cursor.Write(new Position(
        sort,
        sort switch
        {
            FindingSort.Severity => ((int)(Severity.Critical - row.Severity)).ToString(CultureInfo.InvariantCulture),
            FindingSort.Resource => row.Name,
            FindingSort.Organization => row.OrgId ?? "",
            FindingSort.Oldest or FindingSort.Newest => "",
        },
        row.FirstSeenAt, row.Id));
}

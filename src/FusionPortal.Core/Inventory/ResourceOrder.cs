using FusionPortal.Core.Data;

namespace FusionPortal.Core.Inventory;

public enum ResourceSort
{
    /// <summary>By account, service and region, in an order of the portal's own. Costs the same however many there are.</summary>
    Place,

    /// <summary>By name, letter by letter.</summary>
    Name,

    /// <summary>By kind, and by name in it.</summary>
    Kind,

    /// <summary>What changed last first: from when on it has looked as it does, tags that the tagging API tells aside.</summary>
    Changed,
}

/// <summary>Sort orders of resources and their cursors. Each ends in target and ARN, so that no two rows are equal.</summary>
internal static class ResourceOrder
{
    public sealed record Position(ResourceSort Sort, string Kind, string Name, DateTimeOffset At, int TargetId, Guid ArnHash);

    public static string By(ResourceSort sort) => sort switch
    {
        ResourceSort.Place => "r.target_id, r.arn_hash",
        ResourceSort.Name => """r.name collate "C", r.target_id, r.arn_hash""",
        ResourceSort.Kind => """r.kind, r.name collate "C", r.target_id, r.arn_hash""",
        ResourceSort.Changed => "r.valid_from desc, r.target_id desc, r.arn_hash desc",
    };

    /// <exception cref="RefusedException">The cursor is of another order.</exception>
    public static void After(SqlFilter where, ResourceSort sort, string? cursor)
    {
        if (Cursor.Read<Position>(cursor) is not { } at) return;
        if (at.Sort != sort)
            throw new RefusedException(
                RefusalKind.Invalid, "unknown-cursor", "The cursor belongs to another order. Begin again without one.", "cursor");
        var place = $"{where.Value(at.TargetId)}, {where.Value(at.ArnHash)}";
        where.And(sort switch
        {
            ResourceSort.Place => $"(r.target_id, r.arn_hash) > ({place})",
            ResourceSort.Name => $"""(r.name collate "C", r.target_id, r.arn_hash) > ({where.Value(at.Name)}, {place})""",
            ResourceSort.Kind =>
                $"""
                (r.kind, r.name collate "C", r.target_id, r.arn_hash) > ({where.Value(at.Kind)}, {where.Value(at.Name)}, {place})
                """,
            ResourceSort.Changed => $"(r.valid_from, r.target_id, r.arn_hash) < ({where.Value(at.At)}, {place})",
        });
    }

    public static string CursorAfter(PlacedResource last, ResourceSort sort) =>
        Cursor.Write(new Position(sort, last.Row.Kind, last.Row.Name, last.ValidFrom, last.TargetId, last.ArnHash));
}

namespace FusionPortal.Core.Inventory;

/// <summary>One resource with what judging it takes besides.</summary>
/// <param name="Row">As lists show it.</param>
/// <param name="TargetId">The target that showed it.</param>
/// <param name="TagsKnown">False where no source has told its tags, or the last reading of them failed.</param>
/// <param name="ValidFrom">From when on its list has shown it like this.</param>
internal sealed record PlacedResource(ResourceRow Row, int TargetId, Guid ArnHash, bool TagsKnown, DateTimeOffset ValidFrom);

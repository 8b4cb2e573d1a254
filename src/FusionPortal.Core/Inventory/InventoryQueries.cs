using System.Text.Json;

namespace FusionPortal.Core.Inventory;

/// <summary>Which resources. Null means no restriction.</summary>
/// <param name="Text">Found anywhere in the name or ARN, ignoring case; % and _ are ordinary characters.</param>
/// <param name="AsOf">What the portal knew at that moment; null means now.</param>
public sealed record ResourceFilter(
    string? AccountId = null, string? Region = null, string? Kind = null, string? Text = null, DateTimeOffset? AsOf = null);

/// <summary>One resource as it was last observed.</summary>
/// <param name="Since">From when on it has looked like this.</param>
/// <param name="LastSeenAt">When its target was last read whole.</param>
public sealed record ResourceRow(
    string Arn, string Kind, string Name, string AccountId, string Region, JsonElement Tags, JsonElement? Facts,
    DateTimeOffset Since, DateTimeOffset? LastSeenAt);

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record ResourcePage(IReadOnlyList<ResourceRow> Rows, string? NextCursor);

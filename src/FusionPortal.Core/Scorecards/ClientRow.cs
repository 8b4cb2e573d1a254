using FusionPortal.Checklists.Runs;
using FusionPortal.Conventions;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Scorecards;

/// <summary>One client in the list: who it is, how it is judged, how far its install is.</summary>
/// <param name="Standing">Of its install; null where it has none.</param>
/// <param name="InstallCancelledAt">When its last install was cancelled; null while it has one, or never had any.</param>
public sealed record ClientRow(
    Guid Id, string OrgId, string Title, EnvironmentKind Environment, ClientHealth Health, Guid? RunId, RunStanding? Standing,
    RunProgress? Progress, string? HeldUpBy, DateTimeOffset? InstallCancelledAt, string CreatedBy, DateTimeOffset CreatedAt);

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
/// <param name="Total">How many clients match, on all pages.</param>
public sealed record ClientList(IReadOnlyList<ClientRow> Rows, long Total, string? NextCursor);

/// <summary>Which clients. Null means no restriction.</summary>
/// <param name="Text">Found anywhere in title or organization ID, ignoring case; % and _ are ordinary characters.</param>
public sealed record ClientFilter(string? Text = null, EnvironmentKind? Environment = null);

public enum ClientSort
{
    /// <summary>By organization ID.</summary>
    Id,

    /// <summary>By title, ignoring case.</summary>
    Title,

    /// <summary>The worst open finding first, then the most.</summary>
    Health,
}

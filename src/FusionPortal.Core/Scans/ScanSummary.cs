using FusionPortal.Core.Abstractions;

namespace FusionPortal.Core.Scans;

/// <summary>One scan with its totals.</summary>
/// <param name="Calls">HTTP requests that reached AWS, retries included, discovery included.</param>
/// <param name="AccountId">The one account it reads; null for others.</param>
/// <param name="OrgId">The one client whose targets it reads; null for others.</param>
/// <param name="FindingsDeleted">Of the resolved ones, how many because their resource is gone.</param>
/// <param name="ScopeName">The account's or client's name; null where neither is set or nobody knows it any more.</param>
public sealed record ScanSummary(
    Guid Id, long Number, ScanState State, string RequestedBy, bool Scheduled, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    string? Message, int Accounts, int Targets, int TargetsCompleted, int TargetsFailed, long Pages, long Calls, long Throttled,
    long Resources, long Added, long Changed, long Removed, int FindingsOpened, int FindingsReopened, int FindingsResolved,
    string? AccountId = null, string? OrgId = null, string? ScopeName = null, int FindingsDeleted = 0)
{
    /// <summary>Accounts in its scope that it did not read; their targets are not counted.</summary>
    public IReadOnlyList<UnreadAccount>? AccountsUnread { get; init; }

    /// <summary>Accounts nobody can read although they may hold something.</summary>
    public int AccountGaps => AccountsUnread?.Count(a => a.IsGap) ?? 0;

    /// <summary>
    /// How it ended; <see cref="ScanResult.Running"/> until then. An account out of reach has no targets, so that it makes no gap where
    /// others answered: <see cref="AccountGaps"/> says it.
    /// </summary>
    public ScanResult Result => this switch
    {
        { State: ScanState.Failed } => ScanResult.Failed,
        { State: not ScanState.Completed } => ScanResult.Running,
        { TargetsFailed: > 0 } or { Targets: 0, AccountGaps: > 0 } => ScanResult.CompletedWithGaps,
        { Targets: 0 } => ScanResult.NothingToRead,
        _ => ScanResult.Completed,
    };
}

/// <summary>One target of one scan.</summary>
public sealed record ScanTargetRow(
    ScanTarget Target, string AccountName, TargetState State, TargetFailure? Failure, string? Message,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int Pages, int Calls, int Throttled, int Resources, int Added, int Changed,
        int Removed);

/// <summary>One scan with its targets, failures first.</summary>
public sealed record ScanDetail(ScanSummary Summary, IReadOnlyList<ScanTargetRow> Targets);

/// <param name="NextCursor">Give it back for the next page; null on the last.</param>
public sealed record ScanPage(IReadOnlyList<ScanSummary> Rows, string? NextCursor);

/// <summary>What the side of every page says: when was last scanned, how much of it, and whether one is running.</summary>
/// <param name="Targets">Targets of accounts that are read.</param>
/// <param name="AccountGaps">Accounts nobody can read although they may hold something.</param>
public sealed record ScanStatus(ScanSummary? Running, ScanSummary? Last, int Targets, int Covered, int AccountGaps = 0);

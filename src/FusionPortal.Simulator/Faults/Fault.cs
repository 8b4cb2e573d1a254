using System.Text.Json.Serialization;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Simulator.Faults;

/// <summary>What may go wrong on demand.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>The service's own throttling error.</summary>
    Throttle,

    /// <summary>Access denied.</summary>
    Deny,

    /// <summary>The answer comes after <see cref="Fault.Delay"/>.</summary>
    Latency,

    /// <summary>The connection is cut in the middle of the body.</summary>
    CutConnection,

    /// <summary>The session that called is over, now and for good.</summary>
    ExpiredToken,

    /// <summary>200, and a body that stops half-way.</summary>
    MalformedBody,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>The region is switched off for the account: it does not know the credentials.</summary>
    RegionDisabled,

    /// <summary>Organizations answers that the account belongs to none.</summary>
    NoOrganization,

    /// <summary>Organizations answers as it did until 9 September 2026: each account with Status, which is ACTIVE, SUSPENDED or
    /// PENDING_CLOSURE, and without State.</summary>
    OlderAccounts,

    /// <summary>Given to requests that carry a pagination token only.</summary>
    PaginationTokenExpired,

    /// <summary>A page with no entry and a token to go on with.</summary>
    EmptyPage,

    /// <summary>A page that begins with the last entry of the page before.</summary>
    RepeatedEntry,

    /// <summary>Pages of at most <see cref="Fault.PageSize"/> entries whatever was asked for.</summary>
    ShortPages,

    /// <summary>The first ARN of the answer is none.</summary>
    MalformedArn,

    /// <summary>
    /// The simulator's clock is ahead by <see cref="Fault.Delay"/>, or behind where that is negative, so every request is refused whose
    /// sender does not correct for it. For everybody, until the faults are withdrawn.
    /// </summary>
    ClockSkew,

    /// <summary>
    /// The account <see cref="Fault.AccountId"/> leaves the organization for good: at once, or, where <see cref="Fault.Api"/> is given,
    /// with the request that it strikes. Its role can then not be assumed and it is not listed any more; sessions that are open stay open,
    /// as in AWS.
    /// </summary>
    AccountLeaves,

    /// <summary>
    /// The account <see cref="Fault.AccountId"/> is in the state <see cref="Fault.State"/>, whatever the estate says, until another state
    /// is given or the faults are withdrawn. At once, or with the request of <see cref="Fault.Api"/> that it strikes. Only in an active
    /// account can a role be assumed.
    /// </summary>
    AccountState,
}

/// <summary>One thing to go wrong, and for whom. What is null matches everything.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>What is wrong with the fault itself; null for nothing.</summary>
    internal string? Mistake => Every < 1 || PageSize < 1 ? "every and pageSize are at least 1"
        : After < 0 ? "after is not negative"
        : Kind == FaultKind.AccountLeaves && AccountId is null ? "accountId says which account leaves"
        : Kind == FaultKind.AccountState && AccountId is null ? "accountId says which account changes its state"
        : Kind == FaultKind.AccountState && !SimulatedAccount.States.Contains(State)
            ? $"state is one of {string.Join(", ", SimulatedAccount.States)}"
        : Kind == FaultKind.Latency && Delay < TimeSpan.Zero ? "delay is not negative"
        : null;

    /// <summary>Twelve digits. For AssumeRole the account of the role.</summary>
    public string? AccountId { get; init; }

    public string? Region { get; init; }

    /// <summary>For example tagging:GetResources, organizations:ListAccounts, sts:AssumeRole.</summary>
    public string? Api { get; init; }

    /// <summary>How many requests it strikes; null for all until it is withdrawn.</summary>
    public int? Times { get; init; }

    /// <summary>How many requests that match pass before the first is struck: 1 strikes from the second page of a list on.</summary>
    public int After { get; init; }

    /// <summary>Strikes every n-th request that matches, beginning with the n-th; at least 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>For <see cref="FaultKind.Latency"/>, where it is not negative, and <see cref="FaultKind.ClockSkew"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For <see cref="FaultKind.AccountState"/>; one of <see cref="SimulatedAccount.States"/>.</summary>
    public string? State { get; init; }

    /// <summary>For <see cref="FaultKind.ShortPages"/>; at least 1.</summary>
    public int PageSize { get; init; } = 1;
}

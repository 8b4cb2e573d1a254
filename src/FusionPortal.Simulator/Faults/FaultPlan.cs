using FusionPortal.Simulator.Estate;

namespace FusionPortal.Simulator.Faults;

/// <summary>The faults in force. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Standing> _standing = [];
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);

    /// <summary>How far the simulated AWS's clock is ahead of the machine's.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <exception cref="ArgumentException">A number is out of its range, or a member that the kind needs is missing.</exception>
    public void Add(Fault fault)
    {
        if (fault.Mistake is { } mistake) throw new ArgumentException(mistake, nameof(fault));
        lock (_gate)
        {
            if (fault.Kind == FaultKind.ClockSkew) ClockOffset = fault.Delay;
            else if (fault is { Kind: FaultKind.AccountLeaves or FaultKind.AccountState, Api: null }) TurnAccount(fault);
            else _standing.Add(new Standing(fault));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _standing.Clear();
            _left.Clear();
            _states.Clear();
        }

        ClockOffset = TimeSpan.Zero;
    }

    /// <summary>Whether the account is in the organization no more.</summary>
    internal bool HasLeft(string accountId)
    {
        lock (_gate) return _left.Contains(accountId);
    }

    /// <summary>The account in the state it was put into, else as the estate has it.</summary>
    internal SimulatedAccount AsItStands(SimulatedAccount account)
    {
        lock (_gate) return _states.TryGetValue(account.Id, out var state) ? account with { State = state } : account;
    }

    /// <summary>The faults that strike this request; each counts it.</summary>
    /// <param name="api">For example ec2:DescribeVolumes.</param>
    /// <param name="accountId">Of the caller.</param>
    /// <param name="region">From the signature.</param>
    /// <param name="paged">Whether the API answers in pages with tokens.</param>
    /// <param name="hasToken">Whether the request carries one.</param>
    internal IReadOnlyList<Fault> Strike(string api, string? accountId, string region, bool paged, bool hasToken)
    {
        lock (_gate)
        {
            if (_standing.Count == 0) return [];
            var struck = new List<Fault>();
            foreach (var standing in _standing)
                if (standing.Strikes(api, accountId, region, paged, hasToken)) struck.Add(standing.Fault);
            foreach (var fault in struck) TurnAccount(fault);
            return struck;
        }
    }

    private void TurnAccount(Fault fault)
    {
        if (fault.Kind == FaultKind.AccountLeaves) _left.Add(fault.AccountId!);
        else if (fault.Kind == FaultKind.AccountState) _states[fault.AccountId!] = fault.State!;
    }

    private sealed class Standing(Fault fault)
    {
        private int _seen;
        private int _struck;

        public Fault Fault { get; } = fault;

        private bool OfPages =>
            Fault.Kind is FaultKind.EmptyPage or FaultKind.ShortPages or FaultKind.RepeatedEntry or FaultKind.PaginationTokenExpired;

        public bool Strikes(string api, string? accountId, string region, bool paged, bool hasToken)
        {
            if (Fault.Api is { } a && a != api) return false;
            if (Fault.AccountId is { } account && account != accountId) return false;
            if (Fault.Region is { } r && r != region) return false;
            if (Fault.Kind == FaultKind.NoOrganization && !api.StartsWith("organizations:", StringComparison.Ordinal)) return false;
            if (OfPages && !paged) return false;
            if (!hasToken && Fault.Kind is (FaultKind.PaginationTokenExpired or FaultKind.RepeatedEntry)) return false;
            if (Fault.Times is { } times && _struck >= times) return false;
            if (++_seen <= Fault.After || (_seen - Fault.After) % Fault.Every != 0) return false;
            _struck++;
            return true;
        }
    }
}

namespace FusionPortal.Simulator.Faults;

/// <summary>The faults in force. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Standing> _standing = [];

    /// <summary>How far the simulated AWS's clock is ahead of the machine's.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <exception cref="ArgumentException">Every or PageSize is below 1.</exception>
    public void Add(Fault fault)
    {
        if (fault.Every < 1 || fault.PageSize < 1) throw new ArgumentException("Every and PageSize are at least 1.", nameof(fault));
        lock (_gate) _standing.Add(new Standing(fault));
    }

    public void Clear()
    {
        lock (_gate) _standing.Clear();
        ClockOffset = TimeSpan.Zero;
    }

    /// <summary>The faults that strike this request; each counts it.</summary>
    internal IReadOnlyList<Fault> Strike(string api, string? accountId, string region, bool hasToken)
    {
        lock (_gate)
        {
            if (_standing.Count == 0) return [];
            var struck = new List<Fault>();
            foreach (var standing in _standing)
                if (standing.Strikes(api, accountId, region, hasToken)) struck.Add(standing.Fault);
            return struck;
        }
    }

    private sealed class Standing(Fault fault)
    {
        private int _seen;
        private int _struck;

        public Fault Fault { get; } = fault;

        private bool OfPages => Fault.Kind is FaultKind.EmptyPage or FaultKind.ShortPages or FaultKind.RepeatedEntry or FaultKind.PaginationTokenExpired;

        public bool Strikes(string api, string? accountId, string region, bool hasToken)
        {
            if (Fault.Api is { } a && a != api) return false;
            if (Fault.AccountId is { } account && account != accountId) return false;
            if (Fault.Region is { } r && r != region) return false;
            if (Fault.Kind == FaultKind.NoOrganization && !api.StartsWith("organizations:", StringComparison.Ordinal)) return false;
            if (OfPages && api is not ("tagging:GetResources" or "organizations:ListAccounts")) return false;
            if (!hasToken && Fault.Kind is (FaultKind.PaginationTokenExpired or FaultKind.RepeatedEntry)) return false;
            if (Fault.Times is { } times && _struck >= times) return false;
            if (++_seen % Fault.Every != 0) return false;
            _struck++;
            return true;
        }
    }
}

using System.Globalization;

namespace FusionPortal.Simulator.Estate;

/// <summary>
/// An estate of any size, computed from a seed when asked for and never held: resource <c>i</c> of an account and region is the
/// same on every call and every machine.
/// </summary>
public sealed class Fleet : ISimulatedEstate
{
    private readonly int _seed;
    private readonly int _perPlace;
    private readonly int _remainder;
    private readonly Dictionary<(string, string), int> _places = [];

    /// <param name="resources">In all accounts and regions together, at least 0.</param>
    /// <param name="accounts">1 to 1,000; the first manages the organization.</param>
    /// <param name="regions">At least one.</param>
    /// <param name="seed">The same seed gives the same fleet.</param>
    public Fleet(int resources, int accounts, IReadOnlyList<string> regions, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(resources);
        ArgumentOutOfRangeException.ThrowIfNotEqual(accounts is >= 1 and <= 1000, true);
        ArgumentOutOfRangeException.ThrowIfZero(regions.Count);
        (_seed, Regions) = (seed, regions);
        Accounts = [.. Enumerable.Range(0, accounts).Select(i => new SimulatedAccount(
            (200_000_000_000 + i).ToString(CultureInfo.InvariantCulture), $"Fleet {i:D3}", "ACTIVE", [new("Team", $"team-{i % 7}")]))];
        foreach (var account in Accounts)
            foreach (var region in regions) _places[(account.Id, region)] = _places.Count;
        (_perPlace, _remainder) = (resources / _places.Count, resources % _places.Count);
    }

    public string ManagementAccountId => Accounts[0].Id;

    public IReadOnlyList<SimulatedAccount> Accounts { get; }

    public IReadOnlyList<string> Regions { get; }

    public int Count(string accountId, string region) =>
        _places.TryGetValue((accountId, region), out var place) ? _perPlace + (place < _remainder ? 1 : 0) : 0;

    public SimulatedResource? At(string accountId, string region, int index)
    {
        if (index >= Count(accountId, region)) return null;
        var place = _places[(accountId, region)];
        var dice = Dice(place, index);
        var org = $"org{dice % 4_000:D4}";
        var n = $"{place}-{index}";
        var arn = ((dice >> 12) % 10) switch
        {
            0 or 1 => $"arn:aws:s3:::fusion-rms-{org}-{n}",
            2 => $"arn:aws:rds:{region}:{accountId}:db:db-pos-{n}",
            3 => $"arn:aws:ec2:{region}:{accountId}:instance/i-{Hex(place, index)}",
            4 => $"arn:aws:ec2:{region}:{accountId}:security-group/sg-{Hex(place, index)}",
            5 => $"arn:aws:sqs:{region}:{accountId}:{org}-orders-{n}",
            6 => $"arn:aws:sns:{region}:{accountId}:{org}-events-{n}",
            7 => $"arn:aws:dynamodb:{region}:{accountId}:table/{org}-{n}",
            8 => $"arn:aws:logs:{region}:{accountId}:log-group:/pos/{org}/{n}",
            _ => $"arn:aws:lambda:{region}:{accountId}:function:{org}-{n}",
        };
        // One in fifty was tagged once and is not any more.
        return new SimulatedResource(arn, (dice >> 20) % 50 == 0 ? [] : [new("OrgId", org), new("Name", $"{org}-{n}"), new("Team", $"team-{dice % 7}")]);
    }

    private static string Hex(int place, int index) => ((ulong)(uint)place << 40 | (uint)index).ToString("x17", CultureInfo.InvariantCulture);

    /// <summary>A well-mixed number for one resource (SplitMix64), instead of a generator that would have to run up to it.</summary>
    private ulong Dice(int place, int index)
    {
        var z = ((ulong)(uint)_seed << 48) + ((ulong)(uint)place << 32) + (uint)index + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

using System.Globalization;

namespace FusionPortal.Simulator.Estate;

/// <summary>
/// An estate of any size, computed from a seed when asked for and never held: resource <c>i</c> of an account and region is the
/// same on every call and every machine, and those of one kind stand together.
/// </summary>
public sealed class Fleet : ISimulatedEstate
{
    private readonly int _seed;
    private readonly FleetShape _shape;
    private readonly Dictionary<(string, string), int> _places = [];
    private readonly FleetLayout[] _layouts;

    /// <param name="resources">In all accounts and regions together, at least 0.</param>
    /// <param name="accounts">1 to 1,000; the first manages the organization.</param>
    /// <param name="regions">At least one.</param>
    /// <param name="seed">The same seed gives the same fleet.</param>
    /// <param name="shape">What it is made of; <see cref="FleetShape.Mixed"/> where null.</param>
    public Fleet(int resources, int accounts, IReadOnlyList<string> regions, int seed, FleetShape? shape = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(resources);
        ArgumentOutOfRangeException.ThrowIfNotEqual(accounts is >= 1 and <= 1000, true);
        ArgumentOutOfRangeException.ThrowIfZero(regions.Count);
        (_seed, Regions, _shape) = (seed, regions, shape ?? FleetShape.Mixed);
        ArgumentOutOfRangeException.ThrowIfNotEqual(_shape.Organizations is >= 1 and <= 10_000, true);
        Accounts = [.. Enumerable.Range(0, accounts).Select(i => new SimulatedAccount(
            (200_000_000_000 + i).ToString(CultureInfo.InvariantCulture), $"Fleet {i:D3}", "ACTIVE", [new("Team", $"team-{i % 7}")]))];
        foreach (var account in Accounts)
            foreach (var region in regions) _places[(account.Id, region)] = _places.Count;
        var (perPlace, remainder) = (resources / _places.Count, resources % _places.Count);
        _layouts = [
            .. Enumerable.Range(0, _places.Count)
            .Select(place => new FleetLayout(_shape, perPlace + (place < remainder ? 1 : 0), place, _places.Count))];
    }

    /// <summary>Exactly so many resources over S3, SNS, DynamoDB, SQS, log groups and EBS volumes, in one account and us-east-1.</summary>
    public static Fleet SixServices(int resources, int seed = 1) => new(resources, 1, ["us-east-1"], seed, FleetShape.SixServices);

    public string ManagementAccountId => Accounts[0].Id;

    public IReadOnlyList<SimulatedAccount> Accounts { get; }

    public IReadOnlyList<string> Regions { get; }

    /// <summary>The IDs the tags and names speak of, for the portal's records.</summary>
    public IReadOnlyList<string> Organizations => new ComputedList<string>(_shape.Organizations, Organization);

    /// <summary>How many resources never had a tag.</summary>
    public int NeverTagged => _shape.NeverTaggedEvery == 0 ? 0 : _layouts.Sum(l => l.Count / _shape.NeverTaggedEvery);

    public int Count(string accountId, string region) =>
        _places.TryGetValue((accountId, region), out var place) ? _layouts[place].Count : 0;

    public SimulatedResource? At(string accountId, string region, int index) =>
        index < Count(accountId, region) ? Make(accountId, region, _places[(accountId, region)], index) : null;

    public IReadOnlyList<SimulatedResource> Of(string accountId, string region, string kind)
    {
        if (!_places.TryGetValue((accountId, region), out var place)) return [];
        return new JoinedList<SimulatedResource>([.. _layouts[place].RangesOf(kind)
            .Select(r => new ComputedList<SimulatedResource>(r.Count, i => Make(accountId, region, place, r.Start + i)))]);
    }

    public PlacedResource? Find(string arn)
    {
        if (FleetNames.Index(arn, _shape, _places.Count) is not ({ } place, var at, var isBucket)) return null;
        var (account, region) = _places.FirstOrDefault(p => p.Value == place).Key;
        if (account is null) return null;
        // The one kind whose number is its place among its own.
        var index = isBucket ? _layouts[place].RangesOf(ArnKind.Bucket).Select(r => (int?)(r.Start + at)).FirstOrDefault() : at;
        return index is { } i && At(account, region, i) is { } resource && resource.Arn == arn
            ? new PlacedResource(account, region, resource) : null;
    }

    private SimulatedResource Make(string account, string region, int place, int index)
    {
        var dice = Dice(place, index);
        var kind = _layouts[place].KindAt(index, out var within);
        var isBucket = kind == ArnKind.Bucket && _shape.ConventionalBuckets;
        var org = Organization(isBucket ? place + (within * _places.Count) : OrganizationAt(place, dice));
        var arn = isBucket ? $"arn:aws:s3:::fusion-rms-{org}" : FleetNames.Arn(kind, account, region, org, place, index);
        if (_shape.NeverTaggedEvery > 0 && index % _shape.NeverTaggedEvery == _shape.NeverTaggedEvery - 1)
            return new SimulatedResource(arn, []) { EverTagged = false };
        if (Chance(dice, _shape.BaredEvery)) return new SimulatedResource(arn, []);
        return new SimulatedResource(
            arn, [.. OrganizationTags(dice, org), new("Name", $"{org}-{place}-{index}"), new("Team", $"team-{dice % 7}")]);
    }

    /// <summary>Three ways of being wrong: a client nobody knows, no value, two values.</summary>
    private KeyValuePair<string, string>[] OrganizationTags(ulong dice, string org) =>
        !Chance(dice, _shape.ViolatingEvery) ? [new("OrgId", org)]
        : ((dice >> 32) % 3) switch
        {
            0 => [new("OrgId", "gone" + org)],
            1 => [new("OrgId", "")],
            _ => [new("OrgId", org), new("OrgID", Organization((int)((dice >> 36) % (ulong)_shape.Organizations)))],
        };

    private int OrganizationAt(int place, ulong dice)
    {
        var here = (ulong)Math.Max(0, (_shape.Organizations - place + _places.Count - 1) / _places.Count);
        return _shape.ConventionalBuckets && here > 0 ? place + ((int)(dice % here) * _places.Count)
            : (int)(dice % (ulong)_shape.Organizations);
    }

    private static bool Chance(ulong dice, int every) => every > 0 && (dice >> 20) % (ulong)every == 0;

    private static string Organization(int number) => $"org{number:D4}";

    /// <summary>A well-mixed number for one resource (SplitMix64), instead of a generator that would have to run up to it.</summary>
    private ulong Dice(int place, int index)
    {
        var z = ((ulong)(uint)_seed << 48) + ((ulong)(uint)place << 32) + (uint)index + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

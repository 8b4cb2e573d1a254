using System.Runtime.CompilerServices;
using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.TestKit.Scanning;

/// <summary>An AWS organization in memory, read through the scanner's own seams. Change it between scans.</summary>
public sealed class TestEstate : IAccountDirectory, IRegionDirectory, ITargetReader
{
    public const string Production = "111111111111";
    public const string NonProduction = "222222222222";
    public const string Region = "us-east-1";
    public const string Service = "tagging";

    private readonly Dictionary<ScanTarget, Fault> _faults = [];
    private readonly Dictionary<ScanTarget, int> _expiries = [];

    public List<DiscoveredAccount> Accounts { get; } =
    [
        new(Production, "POS Production", "ACTIVE", new Dictionary<string, string>()),
        new(NonProduction, "POS QA", "ACTIVE", new Dictionary<string, string>()),
    ];

    public Dictionary<ScanTarget, List<Observation>> Resources { get; } = [];

    public int PageSize { get; set; } = 100;

    /// <summary>Runs before each page; for tests that interfere while a target is read.</summary>
    public Func<ScanTarget, int, CancellationToken, Task>? BeforePage { get; set; }

    /// <summary>Set to make listing the accounts fail.</summary>
    public TargetFailedException? DirectoryFault { get; set; }

    /// <summary>The tagging API alone, until <see cref="Lists"/> adds more.</summary>
    public IReadOnlyList<ServiceReach> Services { get; private set; } = [new(Service, "Tags", IsGlobal: false, new HashSet<string>())];

    /// <summary>What <see cref="ListRegionsAsync"/> answers; an account that is not here refuses.</summary>
    public Dictionary<string, IReadOnlyList<string>> Regions { get; } = [];

    public static ScanTarget In(string accountId, string region = Region) => new(accountId, region, Service);

    /// <summary>Adds a bucket, with its organization tag unless null.</summary>
    public Observation Bucket(string name, string? orgId, string accountId = Production, string region = Region) =>
        Add($"arn:aws:s3:::{name}", orgId is null ? [] : new() { ["OrgId"] = orgId }, accountId, region);

    public Observation Add(
        string arn, Dictionary<string, string> tags, string accountId = Production, string region = Region, JsonElement? facts = null)
    {
        var observation = Observations.From(arn, accountId, region, tags, facts);
        ListOf(In(accountId, region)).Add(observation);
        return observation;
    }

    /// <summary>Adds a service whose own list shows everything of these kinds.</summary>
    public void Lists(string service, bool isGlobal, params string[] kinds) =>
        Services = [.. Services, new(service, service, isGlobal, kinds.ToHashSet())];

    /// <summary>Adds a resource to a service's list. Without tags the list carries none, and the tagging API is to tell them.</summary>
    public Observation AddListed(
        string service, string arn, Dictionary<string, string>? tags = null, string accountId = Production, string region = Region,
            JsonElement? facts = null)
    {
        var observation = Observations.From(arn, accountId, region, tags ?? [], facts) with { TagsKnown = tags is not null };
        var isGlobal = Services.Single(s => s.Service == service).IsGlobal;
        ListOf(new ScanTarget(accountId, isGlobal ? ScanTarget.Global : region, service)).Add(observation);
        return observation;
    }

    public Task<IReadOnlyList<string>> ListRegionsAsync(string accountId, ICallMeter meter, CancellationToken cancellationToken)
    {
        meter.Called("ec2:DescribeRegions");
        return Regions.TryGetValue(accountId, out var regions)
            ? Task.FromResult(regions)
            : throw new TargetFailedException(TargetFailure.Denied, "AWS denied DescribeRegions.");
    }

    public void Remove(string arn)
    {
        foreach (var list in Resources.Values) list.RemoveAll(o => o.Arn == arn);
    }

    /// <summary>The target fails after so many pages, until <see cref="Heal"/>.</summary>
    public void Break(ScanTarget target, TargetFailure failure, int afterPages = 0, string message = "AWS denied GetResources.") =>
        _faults[target] = new Fault(failure, afterPages, message);

    public void Heal() => _faults.Clear();

    /// <summary>The target's pagination token expires once after so many pages, and its reading begins again.</summary>
    public void ExpireToken(ScanTarget target, int afterPages) => _expiries[target] = afterPages;

    public Task<IReadOnlyList<DiscoveredAccount>> ListAccountsAsync(ICallMeter meter, CancellationToken cancellationToken)
    {
        meter.Called("ListAccounts");
        return DirectoryFault is null ? Task.FromResult<IReadOnlyList<DiscoveredAccount>>([.. Accounts]) : throw DirectoryFault;
    }

    public async IAsyncEnumerable<ObservationPage> ReadAsync(
        ScanTarget target, ICallMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = _faults.GetValueOrDefault(target);
        var pages = ListOf(target).Chunk(PageSize).ToList();
        var voids = false;
        for (var page = 0; page < Math.Max(pages.Count, 1); page++)
        {
            if (BeforePage is not null) await BeforePage(target, page, cancellationToken);
            if (_expiries.TryGetValue(target, out var expiry) && expiry == page)
            {
                _expiries.Remove(target);
                pages = [.. ListOf(target).Chunk(PageSize)];
                (page, voids) = (-1, true);
                continue;
            }

            meter.Called("GetResources");
            if (fault is not null && page >= fault.AfterPages) throw new TargetFailedException(fault.Failure, fault.Message);
            yield return new ObservationPage(page < pages.Count ? pages[page] : []) { VoidsEarlierPages = voids };
            voids = false;
        }

        if (fault is not null) throw new TargetFailedException(fault.Failure, fault.Message);
    }

    private List<Observation> ListOf(ScanTarget target) =>
        Resources.TryGetValue(target, out var list) ? list : Resources[target] = [];

    private sealed record Fault(TargetFailure Failure, int AfterPages, string Message);
}

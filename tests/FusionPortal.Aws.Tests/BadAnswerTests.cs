using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Faults;
using Microsoft.Extensions.Time.Testing;

namespace FusionPortal.Aws.Tests;

/// <summary>Whatever AWS answers to a list, of any service: the target is read whole, or ends as what went wrong. Never as less than there
/// is.</summary>
public sealed class BadAnswerTests
{
    private const int Resources = 5;

    private static readonly KeyValuePair<string, string?>[] Quick = [
        new("Aws:ListCallsPerSecond", "10000"), new("Aws:GetResourcesPerSecond", "10000")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Services => [.. ListedService.All.Select(s => s.Service)];

    /// <summary>All but DynamoDB, where a table's name is the token: it cannot expire.</summary>
    public static TheoryData<string> ServicesWithTokens => [.. ListedService.All.Select(s => s.Service).Where(s => s != "dynamodb")];

    /// <summary>What passes when it is asked for again, and what it costs.</summary>
    public static TheoryData<string, FaultKind> Passing =>
        Each(FaultKind.CutConnection, FaultKind.MalformedBody, FaultKind.ServerError, FaultKind.Throttle);

    /// <summary>What does not pass, and what the target then is.</summary>
    public static TheoryData<string, FaultKind, TargetFailure> Lasting
    {
        get
        {
            var data = new TheoryData<string, FaultKind, TargetFailure>();
            foreach (var service in ListedService.All)
                foreach (var (kind, failure) in (ReadOnlySpan<(FaultKind, TargetFailure)>)
                [
                    (FaultKind.CutConnection, TargetFailure.Failed), (FaultKind.MalformedBody, TargetFailure.Failed),
                        (FaultKind.ServerError, TargetFailure.Failed),
                    (FaultKind.Throttle, TargetFailure.Throttled), (FaultKind.Deny, TargetFailure.Denied),
                        (FaultKind.ExpiredToken, TargetFailure.Expired),
                    (FaultKind.RegionDisabled, TargetFailure.NotSupported), (FaultKind.PaginationTokenExpired, TargetFailure.Expired),
                        (FaultKind.EmptyPage, TargetFailure.Failed),
                ])
                    // No page of DynamoDB's can be without a table, since its name is the token.
                    if (service.Service != "dynamodb" || kind is not (FaultKind.PaginationTokenExpired or FaultKind.EmptyPage))
                        data.Add(service.Service, kind, failure);
            return data;
        }
    }

    [Fact]
    public async Task EveryService_TheScannerReads_IsTriedHere()
    {
        await using var aws = await Simulated.StartAsync(0);

        Assert.Equal(aws.Scanner.Reader.Services.Select(s => s.Service).Order(), Services.Select(row => row.Data).Order());
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Answer_BadForAWhile_IsAskedForAgain(string service, FaultKind kind)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed);
        aws.Server.Faults.Add(new Fault(kind) { Api = listed.Api, Times = 2 });

        Assert.Equal(Arns(listed), Merged(await ReadAsync(aws, listed)));
        Assert.Equal(5, aws.Server.Requests.Count(listed.Api));
        Assert.Equal(kind == FaultKind.Throttle ? 2 : 0, aws.Scanner.Meter.Throttles(listed.Api));
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task Answer_BadFromTheSecondPageOn_EndsTheTargetAsWhatWentWrong(string service, FaultKind kind, TargetFailure failure)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed, [new("Aws:ThrottlePatience", "00:00:00.050")]);
        var pages = new List<ObservationPage>();

        var failed = await Assert.ThrowsAsync<TargetFailedException>(async () =>
        {
            await foreach (var page in aws.Scanner.Reader.ReadAsync(listed.Target, aws.Scanner.Meter, Ct))
            {
                pages.Add(page);
                if (Own(listed, page).Any() && pages.Count(p => Own(listed, p).Any()) == 1)
                    aws.Server.Faults.Add(new Fault(kind) { Api = listed.Api });
            }
        });

        Assert.Equal(failure, failed.Failure);
        Assert.NotEmpty(pages);
        Assert.NotEqual(Arns(listed), Merged(pages));
    }

    [Theory]
    [MemberData(nameof(ServicesWithTokens))]
    public async Task PaginationToken_ExpiredOnce_BeginsAgain_AndVoidsWhatCameBefore(string service)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed);
        aws.Server.Faults.Add(new Fault(FaultKind.PaginationTokenExpired) { Api = listed.Api, Times = 1 });

        var pages = await ReadAsync(aws, listed);

        Assert.Equal(Arns(listed), Merged(pages));
        Assert.Single(pages, p => p.VoidsEarlierPages);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Session_EndedInMidListing_IsAssumedAnewAndTheListingGoesOn(string service)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed);
        aws.Server.Faults.Add(new Fault(FaultKind.ExpiredToken) { Api = listed.Api, Every = 2, Times = 1 });

        var pages = await ReadAsync(aws, listed);

        Assert.Equal(Arns(listed), Merged(pages));
        Assert.DoesNotContain(pages, p => p.VoidsEarlierPages);
        Assert.Equal(2, aws.Scanner.Meter.Calls("sts:AssumeRole"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Page_RepeatingAResource_MergesToOne(string service)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed);
        aws.Server.Faults.Add(new Fault(FaultKind.RepeatedEntry) { Api = listed.Api });

        var pages = await ReadAsync(aws, listed);

        Assert.True(pages.Sum(p => Own(listed, p).Count()) > Resources);
        Assert.Equal(Arns(listed), Merged(pages));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Page_Empty_IsNotTheEnd(string service)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed);
        aws.Server.Faults.Add(new Fault(FaultKind.EmptyPage) { Api = listed.Api, Times = 1 });

        Assert.Equal(Arns(listed), Merged(await ReadAsync(aws, listed)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Clock_HoursWrong_IsCorrectedFor(string service)
    {
        var listed = ListedService.Of(service);
        foreach (var hours in (int[])[-3, 3])
        {
            await using var aws = await StartAsync(listed);
            aws.Server.Faults.Add(new Fault(FaultKind.ClockSkew) { Delay = TimeSpan.FromHours(hours) });

            Assert.Equal(Arns(listed), Merged(await ReadAsync(aws, listed)));
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Clock_ThatTurnsWrongInMidListing_IsCorrectedFor(string service)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed);
        var pages = new List<ObservationPage>();
        await foreach (var page in aws.Scanner.Reader.ReadAsync(listed.Target, aws.Scanner.Meter, Ct))
        {
            pages.Add(page);
            // Less than a token lives.
            aws.Server.Faults.Add(new Fault(FaultKind.ClockSkew) { Delay = TimeSpan.FromMinutes(10) });
        }

        Assert.Equal(Arns(listed), Merged(pages));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Account_LeavingInMidListing_IsReadToTheEndByTheOpenSession_AndDeniedAfterwards(string service)
    {
        var listed = ListedService.Of(service);
        await using var aws = await StartAsync(listed);
        aws.Server.Faults.Add(new Fault(FaultKind.AccountLeaves) { Api = listed.Api, AccountId = Simulated.Account });

        Assert.Equal(Arns(listed), Merged(await ReadAsync(aws, listed)));

        aws.Server.Faults.Add(new Fault(FaultKind.ExpiredToken) { Api = listed.Api, Times = 1 });
        var failed = await Assert.ThrowsAsync<TargetFailedException>(() => ReadAsync(aws, listed));
        Assert.Equal(TargetFailure.Denied, failed.Failure);
        Assert.Contains("cannot be assumed", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Throttling_ForMinutes_EndsWithThePatience_AndIsCounted(string service)
    {
        var listed = ListedService.Of(service);
        var time = new HurriedTime();
        await using var aws = await StartAsync(listed, [new("Aws:RetryDelay", "00:00:00.500")], time);
        aws.Server.Faults.Add(new Fault(FaultKind.Throttle) { Api = listed.Api });
        var begun = time.GetTimestamp();

        var failed = await Assert.ThrowsAsync<TargetFailedException>(() => ReadAsync(aws, listed));

        Assert.Equal(TargetFailure.Throttled, failed.Failure);
        Assert.InRange(time.GetElapsedTime(begun), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));
        Assert.Equal(aws.Server.Requests.Count(listed.Api), aws.Scanner.Meter.Throttles(listed.Api));
        // Patience is not haste: 5 minutes at up to 20 s a wait.
        Assert.InRange(aws.Server.Requests.Count(listed.Api), 15, 40);
    }

    [Theory]
    [InlineData("tagging")]
    [InlineData("ec2")]
    [InlineData("iam")]
    [InlineData("rds")]
    public async Task Tags_FiftyOfTheGreatestSize_AndKeysThatDifferByCaseOnly_ComeThrough(string service)
    {
        var listed = ListedService.Of(service);
        var tags = Enumerable.Range(0, 47)
            .Select(i => KeyValuePair.Create(new string('k', 126) + i.ToString("D2", null), new string('v', 256)))
            .Concat([new("OrgId", "acme"), new("OrgID", "other"), new("orgid", "third")]).ToArray();
        await using var aws = await Simulated.StartAsync(0, e =>
        {
            listed.Fill(e, 2, tags);
            return new SimulatorOptions { Estate = e };
        }, Quick);

        var seen = (await ReadAsync(aws, listed)).SelectMany(p => Own(listed, p)).ToList();

        Assert.Equal(2, seen.Count);
        Assert.All(
            seen, o => Assert.Equal(tags.OrderBy(t => t.Key, StringComparer.Ordinal), o.Tags.OrderBy(t => t.Key, StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    [InlineData(2300, 3)]
    public async Task LogGroups_AreListedByTheThousand(int groups, int calls)
    {
        var logs = ListedService.Of("logs");
        await using var aws = await Simulated.StartAsync(0, e =>
        {
            logs.Fill(e, groups);
            return new SimulatorOptions { Estate = e };
        }, Quick);

        Assert.Equal(groups, Merged(await ReadAsync(aws, logs)).Count);
        Assert.Equal((calls, 0), (aws.Server.Requests.Count("logs:ListLogGroups"), aws.Server.Requests.Count("logs:DescribeLogGroups")));
    }

    private static TheoryData<string, FaultKind> Each(params FaultKind[] kinds)
    {
        var data = new TheoryData<string, FaultKind>();
        foreach (var service in ListedService.All)
            foreach (var kind in kinds) data.Add(service.Service, kind);
        return data;
    }

    /// <summary>Five resources, two a page.</summary>
    private static async Task<Simulated> StartAsync(
        ListedService listed, IEnumerable<KeyValuePair<string, string?>>? settings = null, TimeProvider? time = null)
    {
        var aws = await Simulated.StartAsync(0, e =>
        {
            listed.Fill(e, Resources, KeyValuePair.Create("OrgId", "acme"));
            return new SimulatorOptions { Estate = e };
        }, [.. Quick, .. settings ?? []], time);
        aws.Server.Faults.Add(new Fault(FaultKind.ShortPages) { Api = listed.Api, PageSize = 2 });
        return aws;
    }

    private static Task<List<ObservationPage>> ReadAsync(Simulated aws, ListedService listed) =>
        aws.Scanner.ReadAsync(Simulated.Account, listed.TargetRegion, listed.Service, Ct);

    // Root is in no list: the credential report tells of it.
    private static IEnumerable<Observation> Own(ListedService listed, ObservationPage page) =>
        page.Observations.Where(o => listed.Service != "iam" || !o.Arn.EndsWith(":root", StringComparison.Ordinal));

    private static IReadOnlyList<string> Merged(IEnumerable<ObservationPage> pages) =>
        [.. Simulated.Merged(pages).Where(a => !a.EndsWith(":root", StringComparison.Ordinal))];

    private static string[] Arns(ListedService listed) =>
        [.. Enumerable.Range(0, Resources).Select(listed.Arn).Order(StringComparer.Ordinal)];

    /// <summary>Every wait is over at once, and took as long as it should.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private readonly FakeTimeProvider _time = new(System.GetUtcNow());

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

        public override long GetTimestamp() => _time.GetTimestamp();

        public override long TimestampFrequency => _time.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = _time.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero) _time.Advance(dueTime);
            return timer;
        }
    }
}

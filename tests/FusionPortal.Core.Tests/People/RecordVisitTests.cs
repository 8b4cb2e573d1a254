using FusionPortal.Core.People;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace FusionPortal.Core.Tests.People;

public sealed class RecordVisitTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Monday);
    private TestPortal? _portal, _other;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestPortal Portal => _portal ??= new(postgres, _clock);

    // Another process of the portal on the same database.
    private TestPortal Other => _other ??= new(postgres, _clock);

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null) await _portal.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
    }

    [Fact]
    public async Task FirstVisit_HasNothingBefore_HoweverOftenAPageIsLoaded()
    {
        var first = await LookAsync(Portal, "first");
        _clock.Advance(RecordVisit.Idle - TimeSpan.FromMinutes(1));
        var reloaded = await LookAsync(Portal, "first");

        Assert.Equal((Monday, null), (first.StartedAt, first.LastLookedAt));
        Assert.Equal(first, reloaded);
    }

    [Fact]
    public async Task NextVisit_BeginsAfterIdleTime_AndKeepsWhenTheLastOneEnded_InEveryProcess()
    {
        await LookAsync(Portal, "next");
        _clock.Advance(TimeSpan.FromHours(2));
        await LookAsync(Other, "next");
        var ended = _clock.GetUtcNow();
        _clock.Advance(RecordVisit.Idle);

        var began = _clock.GetUtcNow();
        var next = await LookAsync(Portal, "next");
        _clock.Advance(TimeSpan.FromHours(1));
        var reloaded = await LookAsync(Other, "next");

        Assert.Equal((began, ended), (next.StartedAt, next.LastLookedAt));
        Assert.Equal(next, reloaded);
    }

    [Fact]
    public async Task TwoProcesses_ThatBeginTheSameVisitAtOnce_AgreeOnIt()
    {
        await LookAsync(Portal, "both");
        var ended = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromDays(1));

        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => LookAsync(i % 2 == 0 ? Portal : Other, "both")));

        Assert.Equal(ended, Assert.Single(seen.Distinct()).LastLookedAt);
    }

    [Fact]
    public async Task TwoIds_OfOnePerson_HaveOneVisit()
    {
        await Portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson("zoe-old", "Zoe", "zoe@example.com"), Ct);
        await LookAsync(Portal, "zoe-old");
        var ended = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromDays(1));

        await Portal.Get<RememberPerson>().ExecuteAsync(new SignedInPerson("adele-new", "Zoe", "zoe@example.com"), Ct);

        Assert.Equal(ended, (await LookAsync(Portal, "adele-new")).LastLookedAt);
        Assert.Equal(ended, (await LookAsync(Portal, "zoe-old")).LastLookedAt);
    }

    private static Task<Visit> LookAsync(TestPortal portal, string subject) => portal.Get<RecordVisit>().ExecuteAsync(
        new Actor(subject, subject, new HashSet<Role> { Role.Lead }), Ct);
}

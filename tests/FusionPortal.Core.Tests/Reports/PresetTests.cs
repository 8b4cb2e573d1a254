using System.Text.Json;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Reports.Presets;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.Reports;

/// <summary>A report with what it is asked, kept under a name: one's own, or shared with everyone.</summary>
public sealed class PresetTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly PresetParameter[] Acme = [new("organization", "acme"), new("severity", "High")];

    private readonly PostgresFixture _postgres = new(cluster);
    private TestPortal _portal = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _portal = new TestPortal(_postgres);
    }

    [Fact]
    public async Task OwnPreset_IsSeenByItsOwnerAlone_UntilItIsShared()
    {
        var id = await SaveAsync("  Acme, high ", Acme, TestActors.Ingrid);

        var own = Assert.Single(await ListAsync(TestActors.Ingrid));
        // Words stand as addresses have them.
        Assert.Equal([new("organization", "acme"), new("severity", "high")], own.Question);
        Assert.Equal(("Acme, high", "findings", "Ingrid Holm", true, false, true),
            (own.Name, own.Report, own.Owner, own.IsOwn, own.IsShared, own.MayChange));
        Assert.Empty(await ListAsync(TestActors.Ana));

        await ChangeAsync(id, "Acme's high ones", true, TestActors.Ingrid);

        var others = Assert.Single(await ListAsync(TestActors.Ana));
        Assert.Equal(("Acme's high ones", false, true, false), (others.Name, others.IsOwn, others.IsShared, others.MayChange));
        Assert.True(Assert.Single(await ListAsync(TestActors.Tom)).MayChange);
    }

    [Fact]
    public async Task Preset_OfAReportClosedToOne_IsNotSeen_AndNotKept()
    {
        await SaveAsync("Roles", [], TestActors.Ingrid, "accounts", shared: true);

        Assert.Empty(await ListAsync(TestActors.Ana));
        Assert.Equal(RefusalKind.Forbidden, (await RefusedAsync(() => SaveAsync("Mine", [], TestActors.Ana, "accounts"))).Kind);
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("  ", "missing")]
    [InlineData("two\nlines", "control-character")]
    public async Task BadName_IsRefusedAtItsField(string name, string code)
    {
        var id = await SaveAsync("Good", [], TestActors.Ingrid);

        foreach (var refused in new[]
        {
            await RefusedAsync(() => SaveAsync(name, [], TestActors.Ingrid)),
            await RefusedAsync(() => ChangeAsync(id, name, false, TestActors.Ingrid)),
        })
            Assert.Equal((RefusalKind.Invalid, code, "name"), (refused.Kind, refused.Code, refused.Field));
    }

    [Fact]
    public async Task NameThatIsTooLongTakenOrASecret_IsRefused()
    {
        var id = await SaveAsync("Good", [], TestActors.Ingrid);
        await SaveAsync("Other", [], TestActors.Ingrid);
        await SaveAsync("GOOD", [], TestActors.Priya);

        Assert.Equal("too-long", (await RefusedAsync(() => SaveAsync(new string('x', 81), [], TestActors.Ingrid))).Code);
        Assert.Equal("preset-name-taken", (await RefusedAsync(() => SaveAsync("good", [], TestActors.Ingrid))).Code);
        Assert.Equal("preset-name-taken", (await RefusedAsync(() => ChangeAsync(id, "OTHER", false, TestActors.Ingrid))).Code);
        Assert.Equal(
            RefusalKind.SecretFound, (await RefusedAsync(() => SaveAsync("sa password Hunter2", [], TestActors.Ingrid))).Kind);
        // Its own name in other letters is no other's.
        await ChangeAsync(id, "good", false, TestActors.Ingrid);
    }

    [Theory]
    [InlineData("colour", "red")]
    [InlineData("severity", "awful")]
    [InlineData("asOf", "yesterday")]
    public async Task WhatNobodyUnderstands_IsNotKept(string key, string value)
    {
        var refused = await RefusedAsync(() => SaveAsync("Good", [new(key, value)], TestActors.Ingrid));

        Assert.Equal(("not-understood", key), (refused.Code, refused.Field));
        Assert.Equal("no-such-report", (await RefusedAsync(() => SaveAsync("Good", [], TestActors.Ingrid, "nothing"))).Code);
    }

    [Fact]
    public async Task OthersPreset_IsNotChanged_ExceptASharedOneByAnAdministrator()
    {
        var own = await SaveAsync("Own", [], TestActors.Ingrid);
        var shared = await SaveAsync("Shared", [], TestActors.Ingrid, shared: true);

        Assert.Equal("no-such-preset", (await RefusedAsync(() => ChangeAsync(own, "Taken", false, TestActors.Tom))).Code);
        Assert.Equal("no-such-preset", (await RefusedAsync(() => DeleteAsync(own, TestActors.Tom))).Code);
        Assert.Equal("not-own-preset", (await RefusedAsync(() => ChangeAsync(shared, "Taken", true, TestActors.Priya))).Code);
        Assert.Equal("not-own-preset", (await RefusedAsync(() => DeleteAsync(shared, TestActors.Priya))).Code);

        await DeleteAsync(shared, TestActors.Tom);
        Assert.Equal([own], (await ListAsync(TestActors.Ingrid)).Select(p => p.Id));
    }

    [Fact]
    public async Task TooMany_AreRefused()
    {
        for (var i = 0; i < SavePreset.Most; i++) await SaveAsync($"No {i}", [], TestActors.Ingrid);

        Assert.Equal("too-many-presets", (await RefusedAsync(() => SaveAsync("One more", [], TestActors.Ingrid))).Code);
    }

    [Fact]
    public async Task EveryChange_LeavesItsEvent_AndNothingElseDoes()
    {
        var id = await SaveAsync("Acme", Acme, TestActors.Ingrid);
        await ChangeAsync(id, "Acme", false, TestActors.Ingrid);
        await ChangeAsync(id, "Acme, high", true, TestActors.Ingrid);
        await DeleteAsync(id, TestActors.Ingrid);

        var events = await _portal.Get<AuditQueries>().OfSubjectAsync($"report-preset:{id}", null, 10, Ct);

        Assert.Equal(["report-preset.deleted", "report-preset.changed", "report-preset.saved"], events.Select(e => e.Kind));
        var changed = JsonDocument.Parse(events[1].Body!).RootElement.GetProperty("data");
        Assert.Equal("Acme", changed.GetProperty("before").GetProperty("name").GetString());
        Assert.True(changed.GetProperty("after").GetProperty("isShared").GetBoolean());
        Assert.Equal("no-such-preset", (await RefusedAsync(() => DeleteAsync(id, TestActors.Ingrid))).Code);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private Task<Guid> SaveAsync(
        string name, IReadOnlyList<PresetParameter> question, Actor actor, string report = "findings", bool shared = false) =>
        _portal.Get<SavePreset>().ExecuteAsync(new SavePresetRequest(name, report, question, shared), actor, Ct);

    private Task ChangeAsync(Guid id, string name, bool shared, Actor actor) =>
        _portal.Get<ChangePreset>().ExecuteAsync(new ChangePresetRequest(id, name, shared), actor, Ct);

    private Task DeleteAsync(Guid id, Actor actor) => _portal.Get<DeletePreset>().ExecuteAsync(id, actor, Ct);

    private Task<IReadOnlyList<PresetRow>> ListAsync(Actor actor) => _portal.Get<PresetQueries>().ListAsync(actor, Ct);

    private static Task<RefusedException> RefusedAsync(Func<Task> act) => Assert.ThrowsAsync<RefusedException>(act);
}

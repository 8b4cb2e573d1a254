using FusionPortal.Conventions;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Search;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Search;

/// <summary>What is found by what people type: every kind, accents, order, the cap.</summary>
public sealed class SearchTests(SearchTests.Filled filled) : IClassFixture<SearchTests.Filled>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fusion-rms-kite", "resource", "fusion-rms-kite")]
    [InlineData("FUSION-RMS-KITE", "resource", "fusion-rms-kite")]
    [InlineData("arn:aws:s3:::fusion-rms-kite", "resource", "fusion-rms-kite")]
    [InlineData("ion-rms-ki", "resource", "fusion-rms-kite")]
    [InlineData("bucket kite", "resource", "fusion-rms-kite")]
    [InlineData("costcentre=4711", "resource", "fusion-rms-kite")]
    [InlineData("kite", "client", "Kité Cycles & Söhne")]
    [InlineData("kite cycles", "client", "Kité Cycles & Söhne")]
    [InlineData("sohne", "client", "Kité Cycles & Söhne")]
    [InlineData("KITÉ", "client", "Kité Cycles & Söhne")]
    [InlineData("Kite\u0301", "client", "Kité Cycles & Söhne")]
    [InlineData("ki", "client", "Kité Cycles & Söhne")]
    [InlineData("111111111111", "account", "POS Production")]
    [InlineData("POS QA", "account", "POS QA")]
    [InlineData("bucket policy", "convention", null)]
    [InlineData("s3", "resource", null)]
    public async Task Text_Finds(string text, string kind, string? title)
    {
        var group = (await filled.FindAsync(text, kind)).SingleOrDefault();

        if (title is null) Assert.True(group is null || group.Hits.Count > 0);
        else Assert.Equal(title, group?.Hits[0].Title);
    }

    [Fact]
    public async Task Run_ItsStepsAndWhatWasRecorded_AreFound()
    {
        var run = Assert.Single(await filled.FindAsync("kite", "run"));
        Assert.Equal($"/runs/{filled.RunId}", run.Hits[0].Address);
        var byId = Assert.Single(await filled.FindAsync($"{filled.RunId}", "run"));
        Assert.True(byId.Hits[0].Exact);
        var step = Assert.Single(await filled.FindAsync("kite site title", "step"));
        Assert.StartsWith($"/runs/{filled.RunId}?step=", step.Hits[0].Address, StringComparison.Ordinal);
        var value = Assert.Single(await filled.FindAsync("Wien Mitte", "recorded-value"));
        Assert.Equal("Wien Mitte", value.Hits[0].Title);
        Assert.True(value.Hits[0].Exact);
        Assert.StartsWith($"/runs/{filled.RunId}?step=", value.Hits[0].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finding_IsFoundByNumberInEveryWriting_AndByWhatItIsAbout()
    {
        foreach (var text in new[] { "F-1", "f-1", "1", "#1" })
        {
            var named = Assert.Single(await filled.FindAsync(text, "finding"));
            Assert.Equal("/findings/F-1", named.Hits[0].Address);
            Assert.True(named.Hits[0].Exact);
        }

        Assert.NotEmpty(await filled.FindAsync("stray-bucket", "finding"));
        Assert.Empty(await filled.FindAsync("F-99999", "finding"));
    }

    [Fact]
    public async Task Exact_ComesBeforePrefix_AndPrefixBeforeTheRest()
    {
        var group = Assert.Single(await filled.FindAsync("order", "resource"));

        Assert.Equal(["order", "order-a", "order-b", "my-order"], group.Hits.Select(h => h.Title));
        Assert.Equal([true, false, false, false], group.Hits.Select(h => h.Exact));
        Assert.Equal((4, false), (group.Found, group.More));
    }

    [Fact]
    public async Task More_ThanTheCap_IsSaidAndNotCounted()
    {
        var group = Assert.Single(await filled.FindAsync("crowd", "resource"));

        Assert.Equal((SearchQueries.Cap, true, 8), (group.Found, group.More, group.Hits.Count));
    }

    [Fact]
    public async Task Resource_SaysWhatItIs_AndHowManyFindingsItHas()
    {
        var hit = Assert.Single(await filled.FindAsync("stray-bucket", "resource")).Hits[0];

        Assert.StartsWith("S3 bucket, POS Production", hit.Detail, StringComparison.Ordinal);
        Assert.Matches(@"^\d+ open$", hit.State);
        Assert.Equal($"/inventory/{ResourceKey.Of("arn:aws:s3:::stray-bucket")}", hit.Address);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("%%%%")]
    [InlineData("___")]
    [InlineData("k_te")]
    [InlineData("'; drop table search_entry; --")]
    [InlineData("\"kite\"")]
    [InlineData("\\")]
    [InlineData("\\%")]
    [InlineData("")]
    [InlineData("   \t ")]
    [InlineData("\u200b\u0301")]
    [InlineData("arn:")]
    [InlineData("arn:aws:s3:::nothing-of-the-kind")]
    public async Task OddText_MeansItself_AndFindsNothing(string text) => Assert.Empty(await filled.FindAsync(text));

    [Fact]
    public async Task Text_OfOneCharacterOrThreeHundred_IsAnswered()
    {
        Assert.NotEmpty(await filled.FindAsync("k"));
        Assert.Empty(await filled.FindAsync(new string('k', 300)));
        Assert.Empty(await filled.FindAsync($"arn:aws:s3:::{new string('k', 2000)}"));
    }

    [Fact]
    public async Task Text_ThatCannotBe_IsRefusedAtTheField()
    {
        foreach (var (text, code) in new[]
        {
            ("kite\0", "unstorable-text"), ("kite\ud800", "unstorable-text"), (new string('k', 301), "too-long"),
            ($"arn:{new string('k', 2045)}", "too-long"),
        })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => filled.FindAsync(text));
            Assert.Equal((RefusalKind.Invalid, code, "q"), (refused.Kind, refused.Code, refused.Field));
        }
    }

    [Fact]
    public async Task Role_IsNeeded_AndLeadsWhereItMay()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var groups = (await filled.Search.FindAsync("POS Production", TestActors.Of(role), 8, Ct, "account")).Groups;
            Assert.Equal(
                role == Role.Installer ? $"/inventory?account={TestEstate.Production}" : "/accounts",
                Assert.Single(groups).Hits[0].Address);
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(() => filled.Search.FindAsync("kite", TestActors.Nobody, 8, Ct));
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    [Fact]
    public async Task Kind_ThatIsNone_IsRefused() =>
        Assert.Equal("kind", (await Assert.ThrowsAsync<RefusedException>(() => filled.FindAsync("kite", "nothing"))).Field);

    [Fact]
    public async Task Secret_InATag_IsNotFoundByWhatItIs()
    {
        Assert.NotEmpty(await filled.FindAsync("careless-queue", "resource"));
        Assert.NotEmpty(await filled.FindAsync("owner=ana careless", "resource"));
        Assert.Empty(await filled.FindAsync(Filled.Secret, "resource"));
    }

    [Fact]
    public async Task Credential_WhereItIsKept_IsNotFound() => Assert.Empty(await filled.FindAsync("FPM-", "recorded-value"));

    /// <summary>A portal with something of each kind in it.</summary>
    public sealed class Filled(TestCluster cluster) : IAsyncLifetime
    {
        // In pieces, so that this file holds nothing that looks like a secret.
        internal static readonly string Secret = string.Concat("Tr", "out9-Lane-Str", "eet");

        private readonly PostgresFixture _postgres = new(cluster);
        private TestScanner? _scanner;

        public SearchQueries Search => _scanner!.Portal.Get<SearchQueries>();

        public Guid RunId { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await _postgres.InitializeAsync();
            _scanner = new TestScanner(_postgres);
            var estate = _scanner.Estate;
            estate.Add("arn:aws:s3:::fusion-rms-kite", new() { ["OrgId"] = "kite", ["CostCentre"] = "4711" });
            estate.Bucket("stray-bucket", null);
            foreach (var name in new[] { "order-b", "my-order", "order", "order-a" }) estate.Bucket(name, "kite");
            for (var i = 0; i < 1_010; i++) estate.Bucket($"crowd-{i:0000}", "kite");
            estate.Add(
                "arn:aws:sqs:us-east-1:111111111111:careless-queue",
                new() { ["Owner"] = "ana", ["Connection"] = "Server=db;User Id=pos;" + string.Concat("Pass", "word=") + Secret });
            await _scanner.Portal.Get<CreateOrganization>().ExecuteAsync(
                new CreateOrganizationRequest("kitecycles", "Kité Cycles & Söhne", EnvironmentKind.Production), TestActors.Priya, Ct);
            await _scanner.ScanAsync(Ct);
            var worker = new RunWorker(_scanner.Portal) { Answers = { ["site-title"] = "Wien Mitte" } };
            RunId = (await worker.StartInstallAsync("kiteqa", TestActors.Ana, Ct, EnvironmentKind.QA)).Head.Id;
            for (var i = 0; i < 3; i++)
                await worker.TickAsync(RunId, (await worker.ViewAsync(RunId, TestActors.Ana, Ct)).NextStep!, TestActors.Ana, Ct);
            Assert.True(await _scanner.Portal.Get<RefreshSearchIndex>().ExecuteAsync(whole: false, Ct));
        }

        public async Task<IReadOnlyList<SearchGroup>> FindAsync(string? text, string? kind = null) =>
            (await Search.FindAsync(text, TestActors.Priya, 8, Ct, kind)).Groups;

        public async ValueTask DisposeAsync()
        {
            if (_scanner is not null) await _scanner.DisposeAsync();
            await _postgres.DisposeAsync();
        }
    }
}

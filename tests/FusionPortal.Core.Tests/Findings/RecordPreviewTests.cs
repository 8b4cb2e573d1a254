using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

public sealed class RecordPreviewTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Preview_OfAnEnvironment_SaysWhatTheCorrectionThenDoes()
    {
        await EstateAsync();
        var before = await FindingsAsync();

        var preview = await Get<PreviewRecords>().OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA, TestActors.Priya, Ct);
        var untouched = await FindingsAsync();
        await CorrectAsync("Acme Stores", EnvironmentKind.QA, preview.Revision);
        Assert.True(await Get<Reevaluate>().ExecuteAsync(Ct));

        Assert.Equal(before, untouched);
        var after = await FindingsAsync();
        Assert.Equal(after.Count(a => before.All(b => b.Id != a.Id)), preview.Opens);
        Assert.Equal(before.Count(b => after.All(a => a.Id != b.Id)), preview.Closes);
        Assert.True(preview is { Opens: > 0, Closes: > 0, IncludesOthers: false }, preview.ToString());
        Assert.Equal((preview.Opens, preview.Closes), (preview.Conventions.Sum(c => c.Opens), preview.Conventions.Sum(c => c.Closes)));
        Assert.Equal(
            before.Where(b => after.All(a => a.Id != b.Id)).Select(b => (long?)b.Number).Order(), preview.Examples.Where(e => !e.Opens)
                .Select(e => e.Number).Order());
        Assert.Equal(
            after.Where(a => before.All(b => b.Id != a.Id)).Select(a => a.Title).Order(), preview.Examples.Where(e => e.Opens)
            .Select(e => e.Title).Order());
    }

    [Fact]
    public async Task Preview_OfARole_SaysWhatTheDeclarationThenDoes()
    {
        await EstateAsync();
        var before = await FindingsAsync();

        var preview = await Get<PreviewRecords>().AccountAsync(TestEstate.NonProduction, AccountRole.Production, TestActors.Priya, Ct);
        await Get<DeclareAccount>().ExecuteAsync(
            new DeclareAccountRequest(TestEstate.NonProduction, AccountRole.Production, preview.Revision, "It hosts production."),
                TestActors.Priya, Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        var after = await FindingsAsync();
        Assert.Equal(
            (after.Count(a => before.All(b => b.Id != a.Id)), before.Count(b => after.All(a => a.Id != b.Id))),
                ((int)preview.Opens, (int)preview.Closes));
        Assert.True(preview.Opens + preview.Closes > 0);
    }

    [Fact]
    public async Task Preview_OfTakingARoleAway_CountsWhatNobodyCouldJudge()
    {
        await EstateAsync();

        var preview = await Get<PreviewRecords>().AccountAsync(TestEstate.Production, AccountRole.Undeclared, TestActors.Priya, Ct);
        await Get<DeclareAccount>()
            .ExecuteAsync(new DeclareAccountRequest(TestEstate.Production, AccountRole.Undeclared, preview.Revision), TestActors.Priya, Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        Assert.True(preview.NotEvaluated > 0);
        Assert.Equal(preview.NotEvaluated, await CountAsync("finding_unseen where valid_to = 'infinity'"));
    }

    [Fact]
    public async Task Change_BySomebodyWhoSawNoPreview_IsRefusedAndNothingIsWritten()
    {
        await EstateAsync();
        var account = (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == TestEstate.NonProduction);

        foreach (var token in new[] { null, " " })
        {
            var declared =
                await Assert.ThrowsAsync<RefusedException>(() => DeclareSeenAsync(AccountRole.Production, account.Revision, token));
            var corrected = await Assert.ThrowsAsync<RefusedException>(() => CorrectSeenAsync(EnvironmentKind.QA, 0, token));
            Assert.Equal(("preview-required", "preview", "preview-required"), (declared.Code, declared.Field, corrected.Code));
        }

        Assert.Equal(0, await CountAsync("audit.event where kind in ('account.declared', 'organization.corrected')"));
    }

    [Fact]
    public async Task Change_OfAnotherThanTheOneSeen_IsRefused()
    {
        await EstateAsync();
        var account = await Get<PreviewRecords>().AccountAsync(TestEstate.NonProduction, AccountRole.Undeclared, TestActors.Priya, Ct);
        var client = await Get<PreviewRecords>().OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Staging, TestActors.Priya, Ct);

        Assert.Equal(
            "preview-changed",
            (await Assert.ThrowsAsync<RefusedException>(
            () => DeclareSeenAsync(AccountRole.Production, account.Revision, account.Token))).Code);
        Assert.Equal(
            "preview-changed",
            (await Assert.ThrowsAsync<RefusedException>(() => CorrectSeenAsync(EnvironmentKind.QA, client.Revision, client.Token))).Code);
    }

    [Fact]
    public async Task Change_ThatOpensOtherFindingsByNow_IsRefusedWithThePreviewOfNow()
    {
        await EstateAsync();
        var account = await Get<PreviewRecords>().AccountAsync(TestEstate.NonProduction, AccountRole.Production, TestActors.Priya, Ct);
        var client = await Get<PreviewRecords>().OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA, TestActors.Priya, Ct);
        // As many as before open and close in the end, but others.
        Estate.Remove("arn:aws:s3:::acme-elsewhere");
        Estate.Bucket("acme-else", "acme", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);

        var declared =
            await Assert.ThrowsAsync<RefusedException>(() => DeclareSeenAsync(AccountRole.Production, account.Revision, account.Token));
        var corrected =
            await Assert.ThrowsAsync<RefusedException>(() => CorrectSeenAsync(EnvironmentKind.QA, client.Revision, client.Token));

        Assert.Equal((RefusalKind.Conflict, "preview-changed", "preview-changed"), (declared.Kind, declared.Code, corrected.Code));
        var (now, nowOfClient) = (Assert.IsType<RecordPreview>(declared.Details), Assert.IsType<RecordPreview>(corrected.Details));
        Assert.Equal((account.Opens, account.Closes), (now.Opens, now.Closes));
        Assert.Equal(account.Revision + 1, await DeclareSeenAsync(AccountRole.Production, now.Revision, now.Token));
        await CorrectSeenAsync(
            EnvironmentKind.QA, nowOfClient.Revision,
            (await Get<PreviewRecords>().OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA, TestActors.Priya, Ct)).Token);
    }

    [Fact]
    public async Task Change_SeenAndUnchangedSince_IsMadeWhateverElseWasScanned()
    {
        await EstateAsync();
        var account = await Get<PreviewRecords>().AccountAsync(TestEstate.NonProduction, AccountRole.Production, TestActors.Priya, Ct);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa", TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-kiteqa");
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        await Scanner.ScanAsync(Ct);

        Assert.Equal(account.Revision + 1, await DeclareSeenAsync(AccountRole.Production, account.Revision, account.Token));
    }

    [Fact]
    public async Task Change_JudgesInItsOwnTransaction_AndAnswersWhatThatDid()
    {
        await EstateAsync();
        var before = await FindingsAsync();
        var client = await Get<PreviewRecords>().OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA, TestActors.Priya, Ct);

        var corrected = await CorrectSeenAsync(EnvironmentKind.QA, client.Revision, client.Token);

        var after = await FindingsAsync();
        Assert.Equal((client.Opens, client.Closes), (corrected.Opened, corrected.Closed));
        Assert.Equal(
            (client.Opens, client.Closes),
            (after.Count(a => before.All(b => b.Id != a.Id)), before.Count(b => after.All(a => a.Id != b.Id))));
        Assert.False(await Get<Reevaluate>().ExecuteAsync(Ct));

        var account = await Get<PreviewRecords>().AccountAsync(TestEstate.NonProduction, AccountRole.Production, TestActors.Priya, Ct);
        var declared = await Get<DeclareAccountSeen>().ExecuteAsync(
            new DeclareAccountSeenRequest(
                new DeclareAccountRequest(TestEstate.NonProduction, AccountRole.Production, account.Revision), account.Token),
                TestActors.Priya, Ct);

        Assert.Equal((account.Revision + 1, account.Opens, account.Closes), (declared.Value, declared.Opened, declared.Closed));
        Assert.True(account.Opens + account.Closes > 0);
        Assert.False(await Get<Reevaluate>().ExecuteAsync(Ct));
        Assert.Equal(2, await CountAsync("audit.event where kind = 'findings.reevaluated'"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Change_WhileSomebodyElseChangesTheRecords_AnswersWhatItsOwnTransactionDid()
    {
        await EstateAsync();
        var account = await Get<PreviewRecords>().AccountAsync(TestEstate.NonProduction, AccountRole.Production, TestActors.Priya, Ct);
        var client = await Get<PreviewRecords>().OrganizationAsync("acme", "Acme Stores", EnvironmentKind.QA, TestActors.Priya, Ct);
        await using var held = await HeldLock.TakeAsync(Postgres, HeldLock.Commits, TestContext.Current.CancellationToken);

        var declaring = DeclareSeenAsync(AccountRole.Production, account.Revision, account.Token);
        await held.UntilWaitingAsync(1, Ct);
        // Compared before the declaration is there, it would be made on what is no longer so.
        var correcting = CorrectSeenAsync(EnvironmentKind.QA, client.Revision, client.Token);
        await held.UntilWaitingAsync(2, Ct);
        await held.ReleaseAsync(Ct);

        await declaring;
        Assert.Equal("preview-changed", (await Assert.ThrowsAsync<RefusedException>(() => correcting)).Code);
        Assert.Equal(0, await CountAsync("audit.event where kind = 'organization.corrected'"));
    }

    private async Task<long> DeclareSeenAsync(AccountRole role, long revision, string? token) =>
        (await Get<DeclareAccountSeen>().ExecuteAsync(
        new DeclareAccountSeenRequest(new DeclareAccountRequest(TestEstate.NonProduction, role, revision), token), TestActors.Priya,
            Ct)).Value;

    private Task<JudgedChange<OrganizationDetail>> CorrectSeenAsync(EnvironmentKind environment, long revision, string? token) =>
        Get<CorrectOrganizationSeen>().ExecuteAsync(
        new CorrectOrganizationSeenRequest(
            new CorrectOrganizationRequest("acme", "Acme Stores", environment, "It was typed wrong.", revision), token), TestActors.Priya,
            Ct);

    [Fact]
    public async Task Correction_OfARecordSomebodyChangedSince_IsRefusedAndSaysWhatItIs()
    {
        await EstateAsync();
        var preview = await Get<PreviewRecords>().OrganizationAsync("acme", "Acme", EnvironmentKind.QA, TestActors.Priya, Ct);
        await CorrectAsync("Acme Stores Ltd", EnvironmentKind.Staging, preview.Revision);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => CorrectAsync("Acme", EnvironmentKind.QA, preview.Revision));

        Assert.Equal((RefusalKind.Conflict, "organization-changed"), (refused.Kind, refused.Code));
        Assert.Contains("Acme Stores Ltd", refused.Message);
        var kept = (await Get<OrganizationQueries>().FindAsync("ACME", Ct))!;
        Assert.Equal(("acme", "Acme Stores Ltd", EnvironmentKind.Staging), (kept.OrgId, kept.Title, kept.Environment));
        Assert.Equal(1, await CountAsync("audit.event where kind = 'organization.corrected'"));
        Assert.Equal(1, await CountAsync("audit.body where body like '%It was typed wrong.%' and body like '%Acme Stores Ltd%'"));
        Assert.Equal(2, await CountAsync("record_version where entity = 'organization' and key = 'acme'"));
    }

    [Theory]
    [InlineData("", "missing", "title")]
    [InlineData("Acme Stores", "nothing-changed", "title")]
    public async Task Correction_ThatIsNone_IsRefusedAtItsField(string title, string code, string field)
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => CorrectAsync(title, EnvironmentKind.Production, 0));

        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Correction_WithoutAReasonOrWithASecretInIt_IsRefused()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Task Correct(string? reason) => Get<CorrectOrganization>().ExecuteAsync(
            new CorrectOrganizationRequest("acme", "Acme", EnvironmentKind.QA, reason, 0), TestActors.Priya, Ct);

        Assert.Equal(("missing", "reason"), Of(await Assert.ThrowsAsync<RefusedException>(() => Correct(" "))));
        Assert.Equal(
            ("secret-found", "reason"),
            Of(await Assert.ThrowsAsync<RefusedException>(() => Correct("Server=db;User Id=sa;Password=hunter2" + "hunter2;"))));
        Assert.Equal(("too-long", "reason"), Of(await Assert.ThrowsAsync<RefusedException>(() => Correct(new string('a', 501)))));
        static (string, string?) Of(RefusedException refused) => (refused.Code, refused.Field);
    }

    private Task<OrganizationDetail> CorrectAsync(string title, EnvironmentKind environment, long revision) =>
        Get<CorrectOrganization>().ExecuteAsync(
        new CorrectOrganizationRequest("acme", title, environment, "It was typed wrong.", revision), TestActors.Priya, Ct);

    private async Task EstateAsync()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("acme-elsewhere", "acme", TestEstate.NonProduction);
        await OrganizationAsync("kiteqa", "Kite Cycles", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-kiteqa", "kiteqa");
        await Scanner.ScanAsync(Ct);
    }
}

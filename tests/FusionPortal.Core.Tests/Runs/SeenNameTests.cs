using FusionPortal.Conventions;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>Names are held against what scans saw and what other runs record.</summary>
public sealed class SeenNameTests(TestCluster cluster) : ScanTestBase(cluster)
{
    private RunWorker Worker => new(Scanner.Portal);

    [Fact]
    public async Task NewName_SeenBeforeItsChecklist_IsAskedBackWithWhereAndSinceWhen()
    {
        Database("db-pos-31");
        await Scanner.ScanAsync(Ct);
        var run = await SharedAsync();

        Assert.Equal(
            "Scans saw the RDS instance db-pos-31 in POS Production (111111111111), us-east-1, since 20 November "
                + "2026. This name is to be a new one.",
            await AskedAsync(run, "db-create", "db-name", "db-POS-31"));

        var kept = await Worker.DoAsync(
            run, "db-create", StepAction.SaveFields, TestActors.Ana, Ct, Value("db-name", "db-POS-31"),
                keep: Value("db-name", "It was made before the portal came"));
        Assert.Equal("It was made before the portal came", Assert.Single(kept.Changes).Kept!.Reason);
    }

    [Fact]
    public async Task NewName_ThatAppearedSinceItsChecklistBegan_IsWhatWasMade()
    {
        await Scanner.ScanAsync(Ct);
        var run = await SharedAsync();
        Database("db-pos-32");
        await Scanner.ScanAsync(Ct);

        await Worker.DoAsync(run, "db-create", StepAction.SaveFields, TestActors.Ana, Ct, Value("db-name", "db-POS-32"));
    }

    [Fact]
    public async Task NewName_InAPlaceNeverReadBefore_MayBeOlder()
    {
        var run = await SharedAsync();
        Database("db-pos-33");
        await Scanner.ScanAsync(Ct);

        Assert.Contains(
            "This name is to be a new one.", await AskedAsync(run, "db-create", "db-name", "db-POS-33"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewName_OfWhatIsGone_IsAskedBack()
    {
        var database = Database("db-pos-34");
        await Scanner.ScanAsync(Ct);
        Scanner.Estate.Remove(database.Arn);
        await Scanner.ScanAsync(Ct);
        var run = await SharedAsync();

        Assert.Contains(
            "from 20 November 2026 to 20 November 2026. It is gone", await AskedAsync(run, "db-create", "db-name", "db-POS-34"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewName_WithAClientsTag_IsAskedBackWhereTheResourceServesSeveral()
    {
        await Scanner.ScanAsync(Ct);
        var run = await SharedAsync();
        Database("db-pos-35", "someclient");
        await Scanner.ScanAsync(Ct);

        Assert.Contains(
            "with someclient's organization tag", await AskedAsync(run, "db-create", "db-name", "db-POS-35"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewName_AnotherRunRecordsAsExisting_IsAskedBack()
    {
        var install = await ToNameAsync("reliesonit", EnvironmentKind.Production);
        await Worker.DoAsync(install, "rds-instance-name", StepAction.SaveFields, TestActors.Marek, Ct, Value("rds-name", "db-POS-36"));
        var run = await SharedAsync();

        Assert.Equal(
            "Client reliesonit records db-POS-36 as RDS instance name, by Marek Novák on 20 November 2026, as one that "
                + "exists. This name is to be a new one.",
            await AskedAsync(run, "db-create", "db-name", "db-pos-36"));
    }

    [Fact]
    public async Task ExistingName_SeenOnlyWhereTheClientMayNotBe_IsAskedBack()
    {
        Database("db-pos-51", account: TestEstate.NonProduction);
        Database("db-pos-52", "otherclient");
        await Scanner.ScanAsync(Ct);
        var production = await ToNameAsync("prodone", EnvironmentKind.Production);
        var qa = await ToNameAsync("qaone", EnvironmentKind.QA);

        Assert.Contains(
            "declared NonProduction, and prodone is Production", await AskedAsync(production, "rds-instance-name", "rds-name", "db-POS-51"),
            StringComparison.Ordinal);
        Assert.Contains(
            "with otherclient's organization tag", await AskedAsync(production, "rds-instance-name", "rds-name", "db-POS-52"),
            StringComparison.Ordinal);
        await Worker.DoAsync(qa, "rds-instance-name", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-name", "db-POS-51"));
    }

    [Fact]
    public async Task Link_ToWhatIsSeenElsewhere_IsAskedBackAndKeptWithAReason()
    {
        Database("db-pos-53", account: TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);
        var shared = (await Worker.StartSharedAsync("rds-instance", "A database", TestActors.Ana, Ct)).Head;
        await Worker.DoAsync(
            shared.Id, "db-create", StepAction.SaveFields, TestActors.Ana, Ct, Value("db-name", "db-POS-53"),
                keep: Value("db-name", "It was made before the portal came"));
        var install = (await Worker.StartInstallAsync("linksit", TestActors.Ana, Ct)).Head.Id;
        var request = new LinkSharedResourceRequest(install, "rds", shared.SharedResourceId);
        var link = Scanner.Portal.Get<LinkSharedResource>();

        var asked = await Assert.ThrowsAsync<RefusedException>(() => link.ExecuteAsync(request, TestActors.Ana, Ct));
        Assert.Equal(("doubtful-value", "sharedResourceId"), (asked.Code, asked.Field));
        Assert.Contains("declared NonProduction, and linksit is Production", asked.Message, StringComparison.Ordinal);
        Assert.Equal("secret-found", (await Assert.ThrowsAsync<RefusedException>(() =>
            link.ExecuteAsync(request with { KeepReason = "password: Xk29!vTq77pLm" }, TestActors.Ana, Ct))).Code);
        await link.ExecuteAsync(request with { KeepReason = "It moves next week" }, TestActors.Ana, Ct);

        await Worker.DoAsync(install, "rds-hosting-type", StepAction.SaveFields, TestActors.Ana, Ct, Value("rds-hosting", "shared"));
        var section = (await Worker.ViewAsync(install, TestActors.Marek, Ct)).Sections.Single(s => s.Links.Count > 0);
        Assert.Equal((asked.Message, "It moves next week"), (section.Links[0].Kept!.Seen, section.Links[0].Kept!.Reason));
    }

    [Fact]
    public async Task Bucket_SeenBeforeTheInstall_IsAskedBackUnlessItIsTheClientsOwn()
    {
        Scanner.Estate.Bucket("files-of-somebody", null);
        Scanner.Estate.Bucket("files-of-mine", "bucketclient");
        Scanner.Estate.Bucket("files-of-other", "otherclient");
        await Scanner.ScanAsync(Ct);
        var run = (await Worker.StartInstallAsync("bucketclient", TestActors.Ana, Ct)).Head.Id;
        await Worker.DoAsync(run, "aws-bucket", StepAction.SaveFields, TestActors.Ana, Ct, Value("bucket-taken", "yes"));

        Assert.Contains(
            "S3 bucket files-of-somebody", await AskedAsync(run, "aws-bucket", "bucket-alternative", "files-of-somebody"),
            StringComparison.Ordinal);
        Assert.Contains(
            "otherclient", await AskedAsync(run, "aws-bucket", "bucket-alternative", "files-of-other"), StringComparison.Ordinal);
        await Worker.DoAsync(run, "aws-bucket", StepAction.SaveFields, TestActors.Ana, Ct, Value("bucket-alternative", "files-of-mine"));
    }

    [Fact]
    public async Task Entry_InASharedResourcesRun_IsHeldAgainstClientsAndOtherResources()
    {
        var client = (await Worker.StartInstallAsync("entryclient", TestActors.Ana, Ct)).Head.Id;
        await Worker.DoAsync(
            client, "rds-login-record", StepAction.SaveFields, TestActors.Ana, Ct, Value("cloud-login-entry", "FPM-881001"));
        var one = await SharedAsync();
        var two = await SharedAsync();
        await Worker.DoAsync(one, "db-master-record", StepAction.SaveFields, TestActors.Ana, Ct, Value("db-master-entry", "FPM-881002"));

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Worker.DoAsync(two, "db-master-record", StepAction.SaveFields, TestActors.Ana, Ct, Value("db-master-entry", "fpm-881001")));
        Assert.Equal(("invalid-value", "db-master-entry"), (refused.Code, refused.Field));
        Assert.Contains("entryclient", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            "A database's checklist records FPM-881002 too", await AskedAsync(two, "db-master-record", "db-master-entry", "FPM-881002"),
            StringComparison.Ordinal);
        Assert.Contains(
            "A database's checklist", await AskedAsync(client, "rds-login-record", "cloud-login-entry", "FPM-881002"),
            StringComparison.Ordinal);
    }

    private Observation Database(string name, string? orgId = null, string account = TestEstate.Production) => Scanner.Estate.Add(
        $"arn:aws:rds:us-east-1:{account}:db:{name}", orgId is null ? [] : new() { ["OrgId"] = orgId }, account);

    private async Task<Guid> SharedAsync() => (await Worker.StartSharedAsync("rds-instance", "A database", TestActors.Ana, Ct)).Head.Id;

    private async Task<Guid> ToNameAsync(string orgId, EnvironmentKind environment)
    {
        var worker = Worker;
        worker.Answers["rds-hosting"] = "shared";
        var run = (await worker.StartInstallAsync(orgId, TestActors.Ana, Ct, environment)).Head.Id;
        await worker.WorkUntilAsync(run, "rds-instance-name", TestActors.Ana, TestActors.Marek, Ct);
        return run;
    }

    private async Task<string> AskedAsync(Guid run, string step, string field, string value)
    {
        var refused =
            await Assert.ThrowsAsync<RefusedException>(
            () => Worker.DoAsync(run, step, StepAction.SaveFields, TestActors.Ana, Ct, Value(field, value)));
        Assert.Equal((RefusalKind.Conflict, "doubtful-value", field), (refused.Kind, refused.Code, refused.Field));
        return refused.Message;
    }

    private static Dictionary<string, string?> Value(string field, string value) => new() { [field] = value };
}

using FusionPortal.Conventions;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Findings;

public sealed class ResourceListTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task List_SaysWhoseEachIs_AndTheWorstOfItsVerdicts()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        await OrganizationAsync("tryout", "Tryout", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-tryout", "tryout");
        await Scanner.ScanAsync(Ct);

        var rows = (await ListAsync(new ResourceFilter())).ToDictionary(r => r.Name, r => r.Judged!);

        Assert.Equal(("acme", "Acme Stores"), (rows["fusion-rms-acme"].OrgId, rows["fusion-rms-acme"].OrgTitle));
        Assert.Equal(AttributionSource.Name, rows["fusion-rms-acme"].By);
        Assert.Equal(ResourceVerdict.Violation, rows["fusion-rms-tryout"].Worst);
        Assert.Contains(await FindingsAsync(), f => f.Name == "fusion-rms-tryout" && f.ConventionId == "ENV-01");
        Assert.NotEqual(ResourceVerdict.Violation, rows["fusion-rms-acme"].Worst);
        Assert.Equal(
            await FindingsAsync() is var all ? all.Count(f => f.Name == "fusion-rms-tryout") : 0, rows["fusion-rms-tryout"].Violations);
    }

    [Fact]
    public async Task List_OfATargetThatWasNotRead_IsNotEvaluated_AndKeepsItsViolations()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        await OrganizationAsync("tryout", "Tryout", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-tryout", "tryout");
        await Scanner.ScanAsync(Ct);
        var read = Scanner.Clock.GetUtcNow();
        var before = await ListAsync(new ResourceFilter());
        Estate.Break(TestEstate.In(TestEstate.Production), TargetFailure.Denied);

        await Scanner.ScanAsync(Ct);

        var rows = (await ListAsync(new ResourceFilter())).ToDictionary(r => r.Name, r => r.Judged!);
        Assert.Equal(ResourceVerdict.NotEvaluated, rows["fusion-rms-acme"].Worst);
        Assert.Equal(ResourceVerdict.Violation, rows["fusion-rms-tryout"].Worst);
        Assert.True(rows["fusion-rms-tryout"].NotEvaluated > 0);
        Assert.Equal(
            before.Select(r => (r.Name, r.Judged)), (await ListAsync(new ResourceFilter(AsOf: read))).Select(r => (r.Name, r.Judged)));
    }

    [Fact]
    public async Task List_OfAnUndeclaredAccount_IsNotEvaluated_NeverAPass()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var account = (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == TestEstate.Production);
        await Get<DeclareAccount>()
            .ExecuteAsync(new DeclareAccountRequest(account.Id, AccountRole.Undeclared, account.Revision), TestActors.Priya, Ct);
        await Get<Reevaluate>().ExecuteAsync(Ct);

        var row = Assert.Single(await ListAsync(new ResourceFilter(AccountId: TestEstate.Production)));

        Assert.Equal(ResourceVerdict.NotEvaluated, row.Judged!.Worst);
    }

    [Fact]
    public async Task Tags_AreFoundWhereverTheyWereTold_ByKeyAndByValue()
    {
        Estate.Lists("s3", isGlobal: false, S3Bucket.Kind);
        Estate.AddListed("s3", "arn:aws:s3:::inline", new() { ["OrgId"] = "acme", ["Note"] = "a=b" });
        Estate.AddListed("s3", "arn:aws:s3:::told");
        Estate.Add("arn:aws:s3:::told", new() { ["OrgId"] = "acme" });
        Estate.AddListed("s3", "arn:aws:s3:::other", new() { ["OrgId"] = "others", ["Empty"] = "" });
        await Scanner.ScanAsync(Ct);

        Assert.Equal(["inline", "told"], await NamesAsync("OrgId=acme"));
        Assert.Equal(["inline", "other", "told"], await NamesAsync("OrgId"));
        Assert.Equal(["inline"], await NamesAsync("OrgId=acme", "Note=a=b"));
        Assert.Equal(["other"], await NamesAsync("Empty="));
        Assert.Empty(await NamesAsync("orgid=acme"));
        Assert.Empty(await NamesAsync("""x"y'=%"""));
        Assert.Equal(2, await Get<InventoryQueries>().CountAsync(new ResourceFilter(Tags: ["OrgId=acme"]), Ct));
    }

    [Theory]
    [InlineData(ResourceSort.Place)]
    [InlineData(ResourceSort.Name)]
    [InlineData(ResourceSort.Kind)]
    [InlineData(ResourceSort.Changed)]
    public async Task Pages_InEveryOrder_ShowEachResourceOnce(ResourceSort sort)
    {
        for (var i = 0; i < 7; i++) Estate.Bucket($"b{(i * 5) % 7}", "acme");
        Estate.Add("arn:aws:sqs:us-east-1:222222222222:q", [], TestEstate.NonProduction);
        await Scanner.ScanAsync(Ct);

        var (names, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await Get<ResourceQueries>().ListAsync(new ResourceFilter(), sort, cursor, 3, Ct);
            names.AddRange(page.Rows.Select(r => r.Name));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["b0", "b1", "b2", "b3", "b4", "b5", "b6", "q"], names.Order(StringComparer.Ordinal));
        if (sort == ResourceSort.Name) Assert.Equal(names.Order(StringComparer.Ordinal), names);
        var first = await Get<ResourceQueries>().ListAsync(new ResourceFilter(), sort, null, 3, Ct);
        var other = sort == ResourceSort.Name ? ResourceSort.Changed : ResourceSort.Name;
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Get<ResourceQueries>().ListAsync(new ResourceFilter(), other, first.NextCursor, 3, Ct));
        Assert.Equal("unknown-cursor", refused.Code);
    }

    [Fact]
    public async Task Filter_ByFindings_PartsThoseWithFromThoseWithout()
    {
        await OrganizationAsync("acme", "Acme Stores", EnvironmentKind.Production);
        await OrganizationAsync("tryout", "Tryout", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-tryout", "tryout");
        await Scanner.ScanAsync(Ct);

        var with = await ListAsync(new ResourceFilter(HasFindings: true));
        var without = await ListAsync(new ResourceFilter(HasFindings: false));

        Assert.All(with, r => Assert.Equal(ResourceVerdict.Violation, r.Judged!.Worst));
        Assert.All(without, r => Assert.NotEqual(ResourceVerdict.Violation, r.Judged!.Worst));
        Assert.Equal(2, with.Count + without.Count);
        Assert.NotEmpty(with);
    }

    private async Task<string[]> NamesAsync(params string[] tags) =>
        [.. (await ListAsync(new ResourceFilter(Tags: tags))).Select(r => r.Name).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<ResourceRow>> ListAsync(ResourceFilter filter) =>
        (await Get<ResourceQueries>().ListAsync(filter, ResourceSort.Place, null, 100, Ct)).Rows;
}

using FusionPortal.Core.Inventory;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>A reading is compared in the process or in the database, by the size of its target; both come to the same.</summary>
public sealed class ComparisonTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>How many stored resources are held for the comparison: all there are here, too few, none.</summary>
    public static TheoryData<int> Held => [100_000, 2, 0];

    [Theory]
    [MemberData(nameof(Held))]
    public async Task Rescan_TellsWhatIsNewChangedAndGone_WhateverComesTwice(int held)
    {
        await using var fresh = new PostgresFixture(cluster);
        await fresh.InitializeAsync();
        await using var scanner = Scanner(fresh, held);
        scanner.Estate.PageSize = 1;
        foreach (var name in new[] { "kept", "retagged", "gone", "there-and-back", "back-and-there" }) scanner.Estate.Bucket(name, "acme");
        await scanner.ScanAsync(Ct);

        foreach (var name in new[] { "retagged", "gone", "there-and-back", "back-and-there" })
            scanner.Estate.Remove($"arn:aws:s3:::{name}");
        scanner.Estate.Bucket("retagged", "zebra");
        // A page may repeat a resource: what came last is what is true.
        scanner.Estate.Bucket("there-and-back", "zebra");
        scanner.Estate.Bucket("there-and-back", "acme");
        scanner.Estate.Bucket("back-and-there", "acme");
        scanner.Estate.Bucket("back-and-there", "zebra");
        scanner.Estate.Bucket("new", "acme");
        scanner.Estate.Bucket("new", "zebra");
        var changed = await scanner.ScanAsync(Ct);
        var again = await scanner.ScanAsync(Ct);

        Assert.Equal((5, 1, 2, 1), (changed.Resources, changed.Added, changed.Changed, changed.Removed));
        Assert.Equal(
            ["back-and-there zebra", "kept acme", "new zebra", "retagged zebra", "there-and-back acme"], await ResourcesAsync(scanner));
        Assert.Equal((5, 0, 0, 0), (again.Resources, again.Added, again.Changed, again.Removed));
    }

    [Theory]
    [MemberData(nameof(Held))]
    public async Task Rescan_ThatBeganAgain_KnowsNothingOfWhatItSawBefore(int held)
    {
        await using var fresh = new PostgresFixture(cluster);
        await fresh.InitializeAsync();
        await using var scanner = Scanner(fresh, held);
        scanner.Estate.PageSize = 2;
        for (var i = 0; i < 6; i++) scanner.Estate.Bucket($"bucket-{i}", "acme");
        await scanner.ScanAsync(Ct);

        scanner.Estate.ExpireToken(TestEstate.In(TestEstate.Production), afterPages: 2);
        // Seen on the first page, gone before the reading begins again.
        scanner.Estate.BeforePage = (_, page, _) =>
        {
            if (page == 2) scanner.Estate.Remove("arn:aws:s3:::bucket-0");
            return Task.CompletedTask;
        };
        var scan = await scanner.ScanAsync(Ct);

        Assert.Equal((5, 0, 0, 1), (scan.Resources, scan.Added, scan.Changed, scan.Removed));
        Assert.DoesNotContain("bucket-0 acme", await ResourcesAsync(scanner));
    }

    private static TestScanner Scanner(PostgresFixture fresh, int held) =>
        new(fresh, configuration: new() { ["Scans:HeldPerTarget"] = $"{held}" });

    private static async Task<IReadOnlyList<string>> ResourcesAsync(TestScanner scanner) =>
        [.. (await scanner.Portal.Get<InventoryQueries>().ListAsync(new ResourceFilter(), null, 100, Ct)).Rows
            .Select(r => $"{r.Name} {r.Tags!.Value.GetProperty("OrgId").GetString()}").Order(StringComparer.Ordinal)];
}

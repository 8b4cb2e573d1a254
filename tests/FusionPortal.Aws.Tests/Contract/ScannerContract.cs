using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Aws.Tests.Contract;

/// <summary>What the scanner's clients must get right against anything that speaks AWS's protocols. Run against every stand-in there
/// is.</summary>
public abstract class ScannerContract : IAsyncLifetime
{
    private IStandIn? _standIn;
    private Scanner? _scanner;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<IStandIn> StartAsync();

    private IStandIn Aws => _standIn!;

    private Scanner Scanner => _scanner!;

    public async ValueTask InitializeAsync()
    {
        _standIn = await StartAsync();
        _scanner = new Scanner(_standIn.Settings, _standIn.KeyId, _standIn.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _scanner?.Dispose();
        if (_standIn is not null) await _standIn.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_AreListed_WithNamesAndTags()
    {
        var second =
            await Aws.AddAccountAsync(
            "POS QA", new Dictionary<string, string> { ["Environment"] = "qa", ["Owner"] = "cloud-installs" }, Ct);
        var third = await Aws.AddAccountAsync("Untagged", new Dictionary<string, string>(), Ct);

        var accounts = await Scanner.Accounts.ListAccountsAsync(Scanner.Meter, Ct);

        Assert.Equal(new[] { Aws.ManagementAccount, second, third }.Order(), accounts.Select(a => a.AccountId).Order());
        var qa = accounts.Single(a => a.AccountId == second);
        Assert.Equal(("POS QA", "ACTIVE", true), (qa.Name, qa.State, qa.TagsKnown));
        Assert.Equal("Environment=qa, Owner=cloud-installs", Text(qa.Tags));
        Assert.Empty(accounts.Single(a => a.AccountId == third).Tags);
    }

    [Fact]
    public async Task Accounts_MoreThanOnePage_AreAllListed()
    {
        var added = new List<string> { Aws.ManagementAccount };
        for (var i = 0; i < 24; i++) added.Add(await Aws.AddAccountAsync($"Account {i}", new Dictionary<string, string>(), Ct));

        var accounts = await Scanner.Accounts.ListAccountsAsync(Scanner.Meter, Ct);

        Assert.Equal(added.Order(), accounts.Select(a => a.AccountId).Order());
    }

    [Fact]
    public async Task Account_AndRegion_ShowTheirOwnResourcesOnly()
    {
        var other = await Aws.AddAccountAsync("Other", new Dictionary<string, string>(), Ct);
        await Aws.AddQueueAsync(other, "us-east-1", "here", Tags("OrgId", "acme"), Ct);
        await Aws.AddQueueAsync(other, "eu-west-1", "there", Tags("OrgId", "acme"), Ct);
        await Aws.AddQueueAsync(Aws.ManagementAccount, "us-east-1", "elsewhere", Tags("OrgId", "acme"), Ct);

        Assert.Equal([$"arn:aws:sqs:us-east-1:{other}:here"], await ArnsAsync(other, "us-east-1"));
        Assert.Equal([$"arn:aws:sqs:eu-west-1:{other}:there"], await ArnsAsync(other, "eu-west-1"));
        Assert.Equal([$"arn:aws:sqs:us-east-1:{Aws.ManagementAccount}:elsewhere"], await ArnsAsync(Aws.ManagementAccount, "us-east-1"));
    }

    [Fact]
    public async Task Resources_OverManyPages_AreAllSeenOnce()
    {
        var account = await Aws.AddAccountAsync("Big", new Dictionary<string, string>(), Ct);
        // Four tags each: a stand-in that limits tags per page answers with short pages.
        var tags =
            new Dictionary<string, string>
            {
                ["OrgId"] = "acme",
                ["Product"] = "POS",
                ["Component"] = "messaging",
                ["Owner"] = "cloud-installs"
            };
        for (var i = 0; i < 230; i++) await Aws.AddQueueAsync(account, "us-east-1", $"queue-{i:D3}", tags, Ct);

        var arns = await ArnsAsync(account, "us-east-1");

        Assert.Equal(
            Enumerable.Range(0, 230).Select(i => $"arn:aws:sqs:us-east-1:{account}:queue-{i:D3}"), arns.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tags_ComeThroughAsTheyAre()
    {
        var account = await Aws.AddAccountAsync("Tags", new Dictionary<string, string>(), Ct);
        var tags =
            new Dictionary<string, string>
            {
                ["OrgId"] = "acme",
                ["OrgID"] = "other",
                ["Note"] = "caf\u00E9 1+1 = a/b: @x_y",
                ["Empty"] = ""
            };
        await Aws.AddQueueAsync(account, "us-east-1", "tagged", tags, Ct);
        await Aws.AddVpcAsync(account, "us-east-1", "VPC-POS", Ct);

        var seen = (await Scanner.ReadAsync(account, "us-east-1", Ct)).SelectMany(p => p.Observations).ToList();

        Assert.Equal(Text(tags), Text(Assert.Single(seen, o => o.Kind == SqsQueue.Kind).Tags));
        Assert.Equal("VPC-POS", Assert.Single(seen, o => o.Kind == Vpc.Kind).Name);
    }

    [Fact]
    public async Task Nothing_IsOnePageWithNothing()
    {
        var account = await Aws.AddAccountAsync("Empty", new Dictionary<string, string>(), Ct);

        Assert.Empty(await ArnsAsync(account, "eu-west-1"));
        Assert.Equal(1, Scanner.Meter.Calls("tagging:GetResources"));
    }

    private async Task<List<string>> ArnsAsync(string account, string region) =>
        [.. (await Scanner.ReadAsync(account, region, Ct)).SelectMany(p => p.Observations).Select(o => o.Arn)];

    private static Dictionary<string, string> Tags(string key, string value) => new() { [key] = value };

    private static string Text(IEnumerable<KeyValuePair<string, string>> tags) =>
        string.Join(", ", tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
}

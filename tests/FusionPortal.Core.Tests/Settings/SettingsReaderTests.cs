using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Tests.Settings;

/// <summary>What a person sets reaches the portal as meant, or they are told which key is wrong and how.</summary>
public sealed class SettingsReaderTests
{
    private enum Colour
    {
        Red,
        Green,
    }

    [Fact]
    public void Values_OfEveryKind_AreRead()
    {
        var (options, faults) = Read(
            ("Test:Name", "a name"), ("Test:Count", "7"), ("Test:Share", "1.5"), ("Test:On", "TRUE"), ("Test:Wait", "00:00:30"),
            ("Test:Colour", "green"), ("Elsewhere:Limit", "12"), ("Test:Nested:Path", "/x"), ("Test:Members:Red:0", "a b"),
            ("Test:Members:Red:1", "c"), ("Test:Members:Green", "d e, f"));

        Assert.Empty(faults);
        Assert.Equal(("a name", 7, 1.5, true), (options.Name, options.Count, options.Share, options.On));
        Assert.Equal((TimeSpan.FromSeconds(30), Colour.Green), (options.Wait, options.Colour));
        Assert.Equal((12, "/x"), (options.Limit, options.Nested.Path));
        Assert.Equal(["a b", "c"], options.Members[Colour.Red]);
        Assert.Equal(["d e", "f"], options.Members[Colour.Green]);
    }

    [Fact]
    public void List_ThatIsGiven_ReplacesTheDefault()
    {
        Assert.Equal(["one", "two"], Read().Options.List);
        Assert.Equal(["three"], Read(("Test:List:0", "three")).Options.List);
        Assert.Equal(["three", "four"], Read(("Test:List", "three, four")).Options.List);
        Assert.Empty(Read(("Test:List", "")).Options.List);
    }

    [Fact]
    public void EmptyValue_IsTheSameAsNone()
    {
        var (options, faults) = Read(("Test:Count", ""), ("Test:Name", ""), ("Test:Colour", ""));

        Assert.Empty(faults);
        Assert.Equal((3, "given", Colour.Red), (options.Count, options.Name, options.Colour));
    }

    [Theory]
    [InlineData("Test:Count", "many", "not a whole number")]
    [InlineData("Test:Count", "7.5", "not a whole number")]
    [InlineData("Test:Count", "99999999999", "not a whole number")]
    [InlineData("Test:Share", "1,5", "not a number")]
    [InlineData("Test:On", "yes", "neither true nor false")]
    [InlineData("Test:Wait", "30s", "not a time such as 00:00:30")]
    [InlineData("Test:Colour", "blue", "none of Red, Green")]
    [InlineData("Test:Colour", "1", "none of Red, Green")]
    [InlineData("Test:Members:Blue:0", "a", "none of Red, Green")]
    [InlineData("Test:Count:0", "7", "one value and has no entries")]
    [InlineData("Test:List:0:0", "7", "one value and has no entries")]
    public void WrongValue_IsNamedByItsKeyAndLeavesTheDefault(string key, string value, string said)
    {
        var (options, faults) = Read((key, value));

        var fault = Assert.Single(faults);
        Assert.StartsWith(key[..key.LastIndexOf(':')], fault, StringComparison.Ordinal);
        Assert.Contains(said, fault, StringComparison.Ordinal);
        Assert.Equal((3, 0.5, false), (options.Count, options.Share, options.On));
    }

    [Fact]
    public void ListGivenTwice_IsRefused() =>
        Assert.Contains("given twice", Assert.Single(Read(("Test:List", "a"), ("Test:List:0", "b")).Faults), StringComparison.Ordinal);

    [Fact]
    public void EveryFault_IsSaidAtOnce_OfEverySection()
    {
        var configuration = Configuration(
            ("Scans:Cron", "every hour"), ("Scans:CreatorsPerPass", "-1"), ("Jobs:Concurrency", "a few"), ("Knowledge:Hours", "0"),
            ("Accounts:12:Role", "Production"), ("Scans:Crom", "0 0 * * * ?"), ("Jobs:Threads", "4"),
                ("Elsewhere:Anything", "is nobody's"));
        var services = new ServiceCollection();
        services.AddScanJobs(configuration);

        var faults = PortalSettings.In(services).FaultsOf(configuration);

        Assert.Equal(
            ["Accounts:12", "Jobs:Concurrency", "Jobs:Threads", "Knowledge:Hours", "Scans:CreatorsPerPass", "Scans:Crom", "Scans:Cron"],
            faults.Select(f => f.Split([' ', ','])[0].TrimEnd(':')).Order(StringComparer.Ordinal));
        Assert.Contains("Scans:Crom is no setting of the portal. Did you mean Scans:Cron?", faults);
    }

    [Fact]
    public void Options_ReadLater_AreRefusedToo()
    {
        var services = new ServiceCollection();
        services.AddScanJobs(Configuration(("Jobs:Concurrency", "a few")));
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ScanOptions>>().Value);

        Assert.Contains("Jobs:Concurrency", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Account_DeclaredByConfiguration_HasItsRole()
    {
        var services = new ServiceCollection();
        services.AddScanJobs(Configuration(("Accounts:111122223333:Role", "nonproduction")));
        using var provider = services.BuildServiceProvider();

        var declared = Assert.Single(provider.GetRequiredService<IOptions<AccountOptions>>().Value.Declarations);
        Assert.Equal(("111122223333", AccountRole.NonProduction), (declared.Key, declared.Value.Role));
    }

    private static (TestOptions Options, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] settings)
    {
        var options = new TestOptions();
        return (options, SettingsReader.Read(Configuration(settings), options, "Test"));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();

    private sealed class TestOptions
    {
        public string Name { get; set; } = "given";

        public int Count { get; set; } = 3;

        public double Share { get; set; } = 0.5;

        public bool On { get; set; }

        public TimeSpan Wait { get; set; }

        public Colour Colour { get; set; }

        [SettingKey("Elsewhere:Limit")]
        public int? Limit { get; set; }

        public IReadOnlyList<string> List { get; set; } = ["one", "two"];

        public NestedOptions Nested { get; set; } = new();

        public Dictionary<Colour, IReadOnlyList<string>> Members { get; } = [];
    }

    private sealed class NestedOptions
    {
        public string Path { get; set; } = "";
    }
}

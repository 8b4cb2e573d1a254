using FusionPortal.Conventions;
using FusionPortal.Core.Reports.Presets;
using FusionPortal.Demo.Seeding;
using FusionPortal.Simulator.Estate.Demo;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Demo.Past;

/// <summary>Something a person did in the portal.</summary>
/// <param name="Day">Days before the end.</param>
/// <param name="At">UTC.</param>
/// <param name="What">For readers.</param>
internal sealed record PastAct(int Day, TimeOnly At, string What, Func<PastActs, Task> DoAsync);

/// <summary>Something that could not be read on a day.</summary>
internal sealed record PastGap(int Day, string What, Fault Fault);

/// <summary>What happened in the portal in the demo's past: six weeks, of which it scanned every morning but two.</summary>
internal static class PastStory
{
    /// <summary>The first day, counted back from the end.</summary>
    public const int Days = 42;

    /// <summary>When the schedule scans, UTC.</summary>
    public static readonly TimeOnly ScanAt = new(6, 0);

    /// <summary>Recorded on the first day under an environment that is none of theirs.</summary>
    public static readonly IReadOnlyDictionary<string, EnvironmentKind> RecordedWrongly = new Dictionary<string, EnvironmentKind>
    {
        ["galwaystage"] = EnvironmentKind.QA,
    };

    /// <summary>Days on which nothing was scanned.</summary>
    public static IReadOnlyList<int> Silent { get; } = [20, 19];

    public static IReadOnlyList<PastGap> Gaps { get; } =
    [
        new(23, "POS QA's scanner role was refused.",
            new Fault(FaultKind.Deny) { Api = "sts:AssumeRole", AccountId = DemoEstate.QaAccount }),
        new(13, "POS Production's brokers were not listed: the role's policy lacked mq:ListBrokers.",
            new Fault(FaultKind.Deny) { Api = "mq:ListBrokers", AccountId = DemoEstate.ProductionAccount }),
        new(12, "Still no brokers of POS Production.",
            new Fault(FaultKind.Deny) { Api = "mq:ListBrokers", AccountId = DemoEstate.ProductionAccount }),
    ];

    public static IReadOnlyList<PastAct> Acts { get; } =
    [
        .. Records(), .. Installs(), .. Notes(), .. Reports(),
        .. ((int[])[35, 28, 21, 14, 7, 1]).Select(day => Act(day, "16:05", "Ingrid Holm verified the audit trail.", a => a.VerifyAsync())),
    ];

    /// <summary>What the first day began with, before any scan.</summary>
    public const string Beginning = "Tom Becker published the team's own convention book, of names, tags and environments alone; "
        + "Ana Ruiz and Marek Novák recorded the clients they knew; the schedule scanned for the first time.";

    /// <summary>Clients somebody recorded later than the first day.</summary>
    public static IReadOnlyList<string> RecordedLate { get; } = ["qarma", "pinepost"];

    private static IEnumerable<PastAct> Records() =>
    [
        Act(33, "09:12", "Ana Ruiz recorded Qarma Foods, which scans had shown for a week without anybody knowing the client.",
            a => a.RecordAsync("qarma")),
        Act(31, "10:40", "Priya Shah corrected Galway Wool, staging: it had been recorded as QA, and was found in production.",
            a => a.CorrectAsync("galwaystage", "It is their staging; QA is a client of its own.")),
        Act(30, "08:55", "Ana Ruiz recorded Pine Post Outfitters.", a => a.RecordAsync("pinepost")),
        Act(23, "09:40", "Tom Becker paused POS QA, whose role refused the portal, until it is made anew.",
            a => a.PauseAsync(DemoEstate.QaAccount, paused: true)),
        Act(22, "09:15", "Tom Becker resumed POS QA, whose role is back.", a => a.PauseAsync(DemoEstate.QaAccount, paused: false)),
        Act(28, "09:30", "Tom Becker put the shipped convention book in force in place of the team's own, "
            + "so that configuration, networks and sign-ins are judged too.",
            a => a.AcceptBookAsync("Configuration, networks and sign-ins are judged as well from now on.")),
    ];

    private static IEnumerable<PastAct> Installs() =>
    [
        Work(41, "09:05", "Marek Novák worked the checklist of the network in us-east-1 to its end.",
            About.Shared("vpc", "POS network in us-east-1")),
        Work(39, "08:30", "Ana Ruiz began the install of Juniper Books.", About.Install("juniper")),
        Work(38, "08:30", "Marek Novák confirmed the database login of Juniper Books; Ana Ruiz made its tenant and its licenses.",
            About.Install("juniper"), 2),
        Work(37, "08:45", "Marek Novák began the install of Sunfield Farms.", About.Install("sunfield")),
        Work(34, "09:20", "Marek Novák began the install of Salt Lane Fish.", About.Install("saltlane")),
        Work(33, "09:30", "Marek Novák installed corporate of Juniper Books.", About.Install("juniper"), 3),
        Work(29, "08:40", "Marek Novák installed the store of Juniper Books.", About.Install("juniper"), 4),
        Work(28, "10:10", "Ana Ruiz finished the install of Juniper Books.", About.Install("juniper"), 5),
        Work(27, "08:20", "Ana Ruiz began the install of Orchard & Co.", About.Install("orchardco")),
        Work(24, "08:35", "Ana Ruiz began the install of Peak Bikes.", About.Install("peakbikes")),
        Work(22, "13:10", "Marek Novák began the install of Kite Cycles QA.", About.Install("kiteqa")),
        Work(17, "08:50", "Marek Novák began the install of Oak Street Grocers.", About.Install("oakgrocer")),
        Work(10, "08:25",
            "Ana Ruiz began the install of Pine Post Outfitters; it waits for a database instance that Marek Novák is making.",
            About.Install("pinepost")),
        Work(4, "14:15", "Marek Novák began the install of Cedar Home, staging.", About.Install("cedarstage")),
        Work(2, "10:05", "Marek Novák began another host for us-east-1.",
            About.Shared("ec2-instance", "Another host for us-east-1")),
    ];

    private static IEnumerable<PastAct> Notes() =>
    [
        Note(40, "priya.shah", "NAME-S3-02", "pos-temp-exports", "Nobody of us knows it. Asked the exports team whether it can go."),
        Note(38, "priya.shah", "TAG-ORG-01", "fusion-rms-kitecycles", "Ana adds the tag when she is in the account anyway."),
        Note(36, "ana.ruiz", "NAME-EC2-01", "i-0aa11bb22cc33dd44", "Stopped since spring. I ask around before it is deleted."),
        Note(32, "priya.shah", "NAME-RDS-01", "posreports", "Reporting reads it by this name. Renamed with their next release."),
        Note(27, "priya.shah", "CFG-VPC-01", "vpc-03b1cf7ad1c12a05b", "The old network goes when the last host has moved."),
        Note(26, "marek.novak", "WHO-05", "rms_kitecycles", "The key is replaced with the client's next update."),
        Note(25, "priya.shah", "CFG-MQ-01", "stock-events", "Bought with the stock module. The vendor decides by January."),
        Note(15, "ana.ruiz", "TAG-ORG-01", "fusion-rms-cedarhome", "Its tags were lost when the policy was applied. I put them back."),
        Note(6, "priya.shah", "WHO-02", "111122223333:root", "The billing address was changed. Asked for a user that may do it."),
    ];

    private static IEnumerable<PastAct> Reports() =>
    [
        Act(26, "16:20", "Ingrid Holm kept the critical findings as a preset for everybody.",
            a => a.SharePresetAsync("Critical findings", "findings", new PresetParameter("severity", "Critical"))),
        Act(21, "16:20", "Ingrid Holm produced the findings and the coverage of the week before.", a => a.ReportAsync(daysBefore: 7)),
        Act(7, "16:20", "Ingrid Holm produced both again as of that day, and got the same bytes.", a => a.ReportAsync(daysBefore: 21)),
    ];

    private static PastAct Work(int day, string at, string what, string about, int workingDay = 1) =>
        Act(day, at, what, a => a.WorkAsync(about, workingDay));

    private static PastAct Note(int day, string by, string convention, string subject, string note) => Act(
        day, "15:20", $"{Identity.Persona.Of(by).Name} acknowledged {convention} of {subject}: “{note}”",
        a => a.AcknowledgeAsync(by, convention, subject, note));

    private static PastAct Act(int day, string at, string what, Func<PastActs, Task> doAsync) =>
        new(day, TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture), what, doAsync);
}

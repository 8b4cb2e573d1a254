using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Settings;
using Microsoft.Extensions.Options;
using Quartz;

namespace FusionPortal.Core.Scans;

/// <summary>What is scanned and when: section <c>Scans</c>, and what other sections say of it.</summary>
public sealed class ScanOptions
{
    public const string Section = "Scans";

    /// <summary>Regions read in every account, for example us-east-1. From <c>Aws:Regions</c>; with none, and none discovered, there is
    /// nothing to scan.</summary>
    [SettingKey("Aws:Regions")]
    public IReadOnlyList<string> Regions { get; set; } = [];

    /// <summary>True to read every region that is switched on for an account instead of <see cref="Regions"/>. From
    /// <c>Aws:DiscoverRegions</c>.</summary>
    [SettingKey("Aws:DiscoverRegions")]
    public bool DiscoverRegions { get; set; }

    /// <summary>Read where an account does not tell its regions and none is configured.</summary>
    public const string FallbackRegion = "us-east-1";

    /// <summary>Whether there is anything to scan.</summary>
    public bool HasRegions => DiscoverRegions || Regions.Count > 0;

    /// <summary>When scans start by themselves: a Quartz cron expression in UTC. From <c>Scans:Cron</c>.</summary>
    public string Cron { get; set; } = "0 0 * * * ?";

    /// <summary>False leaves scans to be started by people. From <c>Scans:Enabled</c>.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether scans start by themselves.</summary>
    public bool StartsByItself => Enabled && HasRegions;

    /// <summary>False for a process that serves pages only and leaves all jobs to others. From <c>Jobs:Enabled</c>.</summary>
    [SettingKey("Jobs:Enabled")]
    public bool JobsEnabled { get; set; } = true;

    /// <summary>Resources of one account of which more is read after each scan than lists tell, by what is read: <c>bucket</c>, three calls
    /// each; <c>vpc</c>, two calls each; <c>zone</c>, a call for each 300 records. From <c>Scans:FactsPerPass:{what}</c>; 0 to 10,000,
    /// 0 for none. What is not given is read as <see cref="FactPass.AtMost"/> says.</summary>
    public Dictionary<string, int> FactsPerPass { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creators looked up in CloudTrail after each scan, two calls a second. From <c>Scans:CreatorsPerPass</c>; 0 to 10,000, 0 for
    /// none.</summary>
    public int CreatorsPerPass { get; set; } = 100;

    /// <summary>
    /// Targets of up to so many stored resources are compared in this process, at about 60 bytes each; larger ones in the database, which
    /// is slower and takes no memory here. From <c>Scans:HeldPerTarget</c>; 0 to 1,000,000.
    /// </summary>
    public int HeldPerTarget { get; set; } = 100_000;

    /// <summary>
    /// Days for which past versions of resources and their tags are kept. From <c>Retention:ResourceDays</c>; 0 keeps them for ever.
    /// Findings, scans and the audit trail are kept whatever this says.
    /// </summary>
    [SettingKey("Retention:ResourceDays")]
    public int ResourceRetentionDays { get; set; }

    /// <summary>Targets and other jobs one process works on at once. From <c>Jobs:Concurrency</c>; 1 to 64.</summary>
    [SettingKey("Jobs:Concurrency")]
    public int Concurrency { get; set; } = 6;
}

internal sealed class ScanOptionsValidation : IValidateOptions<ScanOptions>
{
    public ValidateOptionsResult Validate(string? name, ScanOptions options)
    {
        var wrong = new List<string>();
        if (options.Enabled && !CronExpression.TryParse(options.Cron, out _))
            wrong.Add($"Scans:Cron: '{options.Cron}' is not a Quartz cron expression like 0 0 * * * ?.");
        foreach (var (what, _) in options.FactsPerPass.Where(f => f.Value is < 0 or > 10_000))
            wrong.Add($"Scans:FactsPerPass:{what} is a number from 0 to 10,000.");
        if (options.CreatorsPerPass is < 0 or > 10_000) wrong.Add("Scans:CreatorsPerPass is a number from 0 to 10,000.");
        if (options.HeldPerTarget is < 0 or > 1_000_000) wrong.Add("Scans:HeldPerTarget is a number from 0 to 1,000,000.");
        if (options.ResourceRetentionDays is < 0 or (> 0 and < 7)) wrong.Add("Retention:ResourceDays is 0, or at least 7.");
        if (options.Concurrency is < 1 or > 64) wrong.Add("Jobs:Concurrency is a number from 1 to 64.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

/// <summary>Nobody sets a limit for what nothing reads.</summary>
internal sealed class FactsPerPassValidation(IEnumerable<IFactReader> readers) : IValidateOptions<ScanOptions>
{
    public ValidateOptionsResult Validate(string? name, ScanOptions options)
    {
        // A process that reads nothing knows no reader, and has none to name.
        if (!readers.Any()) return ValidateOptionsResult.Skip;
        var known = readers.SelectMany(r => r.Passes).Select(p => p.Source).ToList();
        var unknown = options.FactsPerPass.Keys.Where(k => !known.Contains(k, StringComparer.OrdinalIgnoreCase)).ToList();
        return unknown.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(
            unknown.Select(k => $"Scans:FactsPerPass:{k}: \"{k}\" is none of {string.Join(", ", known)}."));
    }
}

using Microsoft.Extensions.Options;
using Quartz;

namespace FusionPortal.Core.Scans;

/// <summary>What is scanned and when. Bound from <c>Aws:Regions</c>, <c>Scans</c> and <c>Jobs</c>.</summary>
public sealed class ScanOptions
{
    /// <summary>Regions read in every account, for example us-east-1. From <c>Aws:Regions</c>; with none there is nothing to scan.</summary>
    public IList<string> Regions { get; } = [];

    /// <summary>When scans start by themselves: a Quartz cron expression in UTC. From <c>Scans:Cron</c>.</summary>
    public string Cron { get; set; } = "0 0 * * * ?";

    /// <summary>False leaves scans to be started by people. From <c>Scans:Enabled</c>.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether scans start by themselves.</summary>
    public bool StartsByItself => Enabled && Regions.Count > 0;

    /// <summary>False for a process that serves pages only and leaves all jobs to others. From <c>Jobs:Enabled</c>.</summary>
    public bool JobsEnabled { get; set; } = true;

    /// <summary>Targets and other jobs one process works on at once. From <c>Jobs:Concurrency</c>; 1 to 64.</summary>
    public int Concurrency { get; set; } = 6;
}

internal sealed class ScanOptionsValidation : IValidateOptions<ScanOptions>
{
    public ValidateOptionsResult Validate(string? name, ScanOptions options)
    {
        var wrong = new List<string>();
        if (options.Enabled && !CronExpression.TryParse(options.Cron, out _)) wrong.Add($"Scans:Cron: '{options.Cron}' is not a Quartz cron expression like 0 0 * * * ?.");
        if (options.Concurrency is < 1 or > 64) wrong.Add("Jobs:Concurrency is a number from 1 to 64.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

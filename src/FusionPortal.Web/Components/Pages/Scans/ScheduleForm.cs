using FusionPortal.Core;
using FusionPortal.Core.Scans.Scheduling;

namespace FusionPortal.Web.Components.Pages.Scans;

/// <summary>What has been chosen for a new schedule, and which field a refusal belongs to.</summary>
public sealed class ScheduleForm
{
    /// <summary>Stands for a client in <see cref="What"/>, whose ID is then typed.</summary>
    public const string Client = "client";

    /// <summary>An account id, <see cref="Client"/>, or empty while nothing is chosen.</summary>
    public string What { get; set; } = "";

    public string? OrgId { get; set; } = "";

    /// <summary>One of <see cref="ScheduleLabels.Rhythms"/>.</summary>
    public string When { get; set; } = ScheduleLabels.Rhythms[0].Key;

    public string? Cron { get; set; } = "";

    public RefusedException? Refused { get; set; }

    public AddScheduleRequest Request => new(
        What is "" or Client ? null : What, What == Client ? OrgId?.Trim() : null,
        ScheduleLabels.Rhythms.Single(r => r.Key == When).Cron ?? Cron ?? "");

    /// <summary>The id of the input that was refused, or of the first; null while nothing was.</summary>
    public string? RefusedField => Refused switch
    {
        null => null,
        { Code: "scheduled-already" } => What == Client ? "orgId" : "what",
        { Field: "cron" } => "cron",
        { Field: "orgId" } => "orgId",
        _ => "what",
    };

    /// <summary>What is wrong with one input; null where nothing is.</summary>
    public string? ProblemOf(string field) => RefusedField == field ? Refused!.Message : null;
}

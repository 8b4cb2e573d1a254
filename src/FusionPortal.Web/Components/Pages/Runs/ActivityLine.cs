namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>One line of what happened lately in a run: "Ana Ruiz ticked c) RDS instance name".</summary>
public sealed record ActivityLine(string PersonId, string PersonName, string What, DateTimeOffset At);

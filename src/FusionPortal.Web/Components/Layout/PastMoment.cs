namespace FusionPortal.Web.Components.Layout;

/// <summary>The past moment the pages are shown as of; cascades to every component while there is one. Who looks at the past changes
/// nothing: what would write is left out.</summary>
public sealed record PastMoment(DateTimeOffset At);

namespace FusionPortal.Web.Components.Shared;

/// <summary>One stretch of a <see cref="ProgressBar"/>. <paramref name="Name"/> is for those who do not see the colour: "31
/// done".</summary>
public sealed record ProgressSegment(StatusKind Kind, long Count, string Name);

namespace FusionPortal.Core.Abstractions;

/// <summary>One service as the reader covers it.</summary>
/// <param name="Service">As in <see cref="ScanTarget.Service"/>.</param>
/// <param name="Label">For people: EC2, S3, Tags.</param>
/// <param name="IsGlobal">One target per account, in region <see cref="ScanTarget.Global"/>, instead of one per account and region.</param>
/// <param name="Kinds">The kinds of resource it lists wholly, never-tagged ones included; none for the tagging API.</param>
public sealed record ServiceReach(string Service, string Label, bool IsGlobal, IReadOnlySet<string> Kinds);

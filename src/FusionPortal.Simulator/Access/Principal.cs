namespace FusionPortal.Simulator.Access;

/// <summary>Who a request's signature proves it comes from.</summary>
/// <param name="AccountId">Twelve digits; decides what is seen.</param>
/// <param name="Arn">As GetCallerIdentity answers it.</param>
/// <param name="UserId">As GetCallerIdentity answers it.</param>
public sealed record Principal(string AccountId, string Arn, string UserId);

/// <summary>A long-lived key of the simulated AWS. Worth nothing anywhere else.</summary>
public sealed record AccessKey(string Id, string Secret, Principal Owner);

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>A violation put into the demo estate on purpose. A scan has to find exactly these.</summary>
/// <param name="Subject">The resource's ARN, or <c>organization:{id}</c> where the violation is the client's as a whole.</param>
/// <param name="ConventionId">The convention of book version 1 that it violates.</param>
/// <param name="Why">What was done.</param>
public sealed record PlantedTruth(string Subject, string ConventionId, string Why);

/// <summary>Something that looks like a violation and is none. A scan that reports it is wrong.</summary>
/// <param name="Subject">The resource's ARN.</param>
/// <param name="ConventionId">The convention it must not be reported under.</param>
/// <param name="Why">What makes it right.</param>
public sealed record NearMiss(string Subject, string ConventionId, string Why);

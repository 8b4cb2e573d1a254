namespace FusionPortal.Simulator.Estate.Facts;

/// <summary>Who made a resource, as CloudTrail remembers it.</summary>
/// <param name="UserName">The user, or the session of the role, that made it; null for the account's root user.</param>
/// <param name="EventName">For example CreateBucket.</param>
/// <param name="DaysAgo">Before the moment CloudTrail is asked; it forgets after 90.</param>
public sealed record Creation(string? UserName, string EventName, int DaysAgo)
{
    public bool ByRoot => UserName is null;

    /// <summary>The name of the role where a session of one made it.</summary>
    public string? Role { get; init; }
}

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>A recorded client of the fleet that has everything it should have, named, tagged and placed as the guide wants it.</summary>
/// <param name="Id">Its organization ID, which is new in the fleet.</param>
/// <param name="Bucket">Its bucket: change it to plant something.</param>
/// <param name="User">Its IAM user: change it to plant something.</param>
internal sealed record FleetClient(string Id, EnvironmentKind Environment, string Account, FleetResource Bucket, FleetResource User)
{
    /// <summary>What findings about the client as a whole are about.</summary>
    public string Subject => $"organization:{Id}";
}

namespace FusionPortal.Conventions.Kinds;

/// <summary>
/// Route 53's hosted zones, public and private. Their records are no resources but facts of the zone: DNS names are public, and the client
/// or environment a name speaks of says nothing of the account the zone is kept in.
/// </summary>
public sealed class HostedZone : ResourceKind
{
    public const string Kind = "hosted-zone";

    public override string Id => Kind;

    public override string Label => "hosted zone";

    public override ArnShape Arn { get; } = new("route53", "hostedzone/", "hostedzone/Z0A1B2C3D4E5", "Z0A1B2C3D4E5") { NamesId = true };

    // Held to be looked up by id, as most are: AWS documents the event and not what it is found by.
    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateHostedZone");

    public override KindScope Scope => KindScope.Global;

    // A public and a private zone of one domain are usual.
    public override bool NamesMayRepeat => true;

    public override string? NameProblem(string name) => NameLimits.Length(name, "Route 53", 1, 255);
}

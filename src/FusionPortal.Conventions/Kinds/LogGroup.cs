namespace FusionPortal.Conventions.Kinds;

/// <summary>CloudWatch's log groups; a stream within one is none.</summary>
public sealed class LogGroup : ResourceKind
{
    public const string Kind = "log-group";

    public override string Id => Kind;

    public override string Label => "log group";

    // The older of a group's two ARNs ends in a star for the streams within.
    public override ArnShape Arn { get; } = new("logs", "log-group:", "log-group:/aws/lambda/f:*", "/aws/lambda/f")
    {
        Name = rest => ArnShape.Without(rest.EndsWith(":*", StringComparison.Ordinal) ? rest[..^2] : rest, ':'),
    };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateLogGroup");

    public override KindScope Scope => KindScope.Regional;
}

namespace FusionPortal.Conventions.Kinds;

/// <summary>Lambda's functions; a version or alias is its function.</summary>
public sealed class LambdaFunction : ResourceKind
{
    public const string Kind = "lambda-function";

    public override string Id => Kind;

    public override string Label => "Lambda function";

    public override ArnShape Arn { get; } = new("lambda", "function:", "function:f:live", "f")
    {
        Name = rest => ArnShape.Before(rest, ':'),
    };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateFunction20150331", "CreateFunction");

    public override KindScope Scope => KindScope.Regional;
}

using System.Text.Json;
using FusionPortal.Aws.Wire;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Readers;

/// <summary>
/// Who did what an event of CloudTrail tells. Its identity of type Root is not always a person at the root user's keyboard: AWS acts in its
/// name, and the organization's administrators get root sessions of member accounts by sts:AssumeRoot. Only the first is made by root.
/// </summary>
internal sealed record EventIdentity(CreatorKind Kind, string Arn, string Name)
{
    // What old events of the console name as the caller; behind it sits whoever signed in.
    private const string Console = "signin.amazonaws.com";

    /// <param name="happened">The event's detail, an object.</param>
    /// <returns>Null where the event does not tell who did it.</returns>
    public static EventIdentity? Of(JsonElement happened)
    {
        if (!happened.TryGetProperty("userIdentity", out var who) || who.ValueKind != JsonValueKind.Object) return null;
        var (kind, arn, name) = Read(who, happened.Text("eventType") == "AwsServiceEvent");
        return arn is { Length: > 0 } ? new(kind, arn, name is { Length: > 0 } ? name : arn) : null;
    }

    private static (CreatorKind Kind, string? Arn, string? Name) Read(JsonElement who, bool isServiceEvent)
    {
        var arn = who.Text("arn");
        var invokedBy = who.Text("invokedBy") is { } caller && caller != Console ? caller : null;
        var type = who.Text("type");
        // A service's own event: whatever identity stands in it, nobody called.
        if (isServiceEvent) return (CreatorKind.Service, invokedBy ?? arn ?? Account(who) ?? "AWS", invokedBy ?? "AWS");
        return type switch
        {
            "Root" when invokedBy is not null => (CreatorKind.Service, invokedBy, invokedBy),
            "Root" when IsAssumedRoot(who) => (CreatorKind.CentralRoot, arn ?? who.Text("principalId"), "central root access"),
            "Root" => (CreatorKind.Root, arn ?? who.Text("principalId"), "root"),
            "AWSService" => (CreatorKind.Service, invokedBy ?? arn ?? who.Text("principalId"), invokedBy),
            "AssumedRole" => Session(who, arn, invokedBy),
            "IdentityCenterUser" =>
                (CreatorKind.IdentityCenterUser, Center(who) ?? arn ?? who.Text("principalId"), who.Text("userName") ?? CenterUser(who)),
            "AWSAccount" => (CreatorKind.OtherAccount, arn ?? Account(who) ?? who.Text("principalId"), Account(who)),
            "FederatedUser" or "SAMLUser" or "WebIdentityUser" =>
                (CreatorKind.Federated, arn ?? who.Text("principalId") ?? who.Text("userName"), who.Text("userName") ?? Last(arn)
                    ?? Last(who.Text("principalId"))),
            "IAMUser" => (CreatorKind.User, arn ?? who.Text("principalId"), who.Text("userName") ?? Last(arn)),
            _ => (CreatorKind.Unknown, arn ?? invokedBy ?? who.Text("principalId"), who.Text("userName") ?? Last(arn) ?? invokedBy),
        };
    }

    // A session of a role: a person's, Identity Center's for a person, or a service's in a role made for it.
    private static (CreatorKind Kind, string? Arn, string? Name) Session(JsonElement who, string? arn, string? invokedBy)
    {
        arn ??= who.Text("principalId");
        var issuer = who.TryGetProperty("sessionContext", out var session) && session.ValueKind == JsonValueKind.Object
            && session.TryGetProperty("sessionIssuer", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var role = issuer.Text("userName") ?? RoleOf(arn);
        if (issuer.Text("arn")?.Contains(":role/aws-service-role/", StringComparison.Ordinal) is true
            || role?.StartsWith("AWSServiceRoleFor", StringComparison.Ordinal) is true)
            return (CreatorKind.ServiceLinkedRole, arn, invokedBy ?? role);
        if (role?.StartsWith("AWSReservedSSO_", StringComparison.Ordinal) is true) return (CreatorKind.IdentityCenterUser, arn, Last(arn));
        return invokedBy is null ? (CreatorKind.Session, arn, Last(arn)) : (CreatorKind.Service, arn, invokedBy);
    }

    // AWS writes the flag as text; a stand-in may write it as a flag.
    private static bool IsAssumedRoot(JsonElement who) =>
        who.TryGetProperty("sessionContext", out var session) && session.ValueKind == JsonValueKind.Object
            && session.TryGetProperty("assumedRoot", out var flag)
        && (flag.ValueKind == JsonValueKind.True || (flag.ValueKind == JsonValueKind.String && flag.GetString() == "true"));

    private static string? Center(JsonElement who) =>
        CenterUser(who) is { } user
            ? $"{(who.TryGetProperty("onBehalfOf", out var of) ? of.Text("identityStoreArn") : null) ?? "identitystore"}/user/{user}"
            : null;

    private static string? CenterUser(JsonElement who) => who.TryGetProperty("onBehalfOf", out var of) ? of.Text("userId") : null;

    private static string? Account(JsonElement who) => who.Text("accountId") is { Length: > 0 } account ? account : null;

    // arn:aws:sts::123456789012:assumed-role/Role/session
    private static string? RoleOf(string? arn) =>
        arn?.Split('/') is [var kind, var role, ..] && kind.EndsWith(":assumed-role", StringComparison.Ordinal) ? role : null;

    private static string? Last(string? text) => text?[(text.LastIndexOfAny(['/', ':']) + 1)..];
}

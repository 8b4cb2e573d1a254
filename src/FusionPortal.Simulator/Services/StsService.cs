using FusionPortal.Simulator.Access;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>AssumeRole and GetCallerIdentity.</summary>
internal sealed class StsService(ISimulatedEstate estate, KeyRing keys, SimulatorOptions options, FaultPlan plan, Func<DateTimeOffset> now)
    : ISimulatedService
{
    /// <summary>The account whose role is asked for; null where the request names none.</summary>
    public static string? TargetAccount(WireCall call) =>
        call.Api == "sts:AssumeRole" && (call.Form.GetValueOrDefault("RoleArn") ?? "").Split(':') is [_, _, _, _, var account, _] ? account
            : null;

    public Dialect Dialect { get; } = new("sts", WireProtocol.Query)
    {
        Version = "2011-06-15",
        Namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["GetCallerIdentity"] = Operation.Of(null, (call, _) => CallerIdentity(call)),
        ["AssumeRole"] = Operation.Of(null, (call, _) => AssumeRole(call)),
    };

    private static WireAnswer CallerIdentity(WireCall call)
    {
        var who = call.Principal!;
        return WireAnswer.StsXml(
            call.Operation, $"<Arn>{who.Arn}</Arn><UserId>{who.UserId}</UserId><Account>{who.AccountId}</Account>", call.RequestId);
    }

    private WireAnswer AssumeRole(WireCall call)
    {
        var roleArn = Required(call, "RoleArn");
        var sessionName = Required(call, "RoleSessionName");
        var seconds = call.Form.TryGetValue("DurationSeconds", out var text) ? Seconds(text) : 3600;
        if (!Trusts(roleArn, call.Form.GetValueOrDefault("ExternalId"), out var account, out var role))
            throw AwsError.AccessDenied(
                call.Protocol, $"User: {call.Principal!.Arn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}");

        var arn = $"arn:aws:sts::{account}:assumed-role/{role}/{sessionName}";
        var id = $"AROA{account}{role.GetHashCode(StringComparison.Ordinal):X8}:{sessionName}";
        var session = keys.Open(new Principal(account, arn, id), now().AddSeconds(seconds));
        return WireAnswer.StsXml(call.Operation,
            $"<AssumedRoleUser><AssumedRoleId>{WireAnswer.Escape(id)}</AssumedRoleId><Arn>{WireAnswer.Escape(arn)}</Arn></AssumedRoleUser>"
            + $"<Credentials><AccessKeyId>{session.KeyId}</AccessKeyId><SecretAccessKey>{session.Secret}</SecretAccessKey>"
            + $"<SessionToken>{session.Token}</SessionToken><Expiration>"
            + $"{session.Expires.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials>",
            call.RequestId);
    }

    // AWS answers the same whether the role is missing, trusts somebody else or wants another external id.
    private bool Trusts(string roleArn, string? externalId, out string account, out string role)
    {
        (account, role) = ("", "");
        if (roleArn.Split(':') is not ["arn", "aws", "iam", "", var id, var resource]
            || !resource.StartsWith("role/", StringComparison.Ordinal)) return false;
        (account, role) = (id, resource["role/".Length..]);
        return role == options.RoleName && !plan.HasLeft(id)
            && estate.Accounts.Any(a => a.Id == id && plan.AsItStands(a).State == SimulatedAccount.Active)
            && (options.ExternalId is null || options.ExternalId == externalId);
    }

    private static string Required(WireCall call, string field) =>
        call.Form.GetValueOrDefault(field) is { Length: > 1 } value ? value
            : throw new AwsError("ValidationError", $"Value null at '{field}' failed to satisfy constraint: Member must not be null");

    private static int Seconds(string text) => int.TryParse(text, out var seconds) && seconds is >= 900 and <= 43_200 ? seconds
        : throw new AwsError("ValidationError", "The requested DurationSeconds must lie between 900 and 43200.");
}

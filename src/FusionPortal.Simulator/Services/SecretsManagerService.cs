using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>ListSecrets; 1 to 100 a page, with tags. There are no values to be asked for.</summary>
internal sealed class SecretsManagerService(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    private const string Secret = "secretsmanager:secret";

    public Dialect Dialect { get; } = new("secretsmanager", WireProtocol.Json)
    {
        Target = "secretsmanager",
        StaleToken = "InvalidNextTokenException",
        Failed = "InternalServiceError",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListSecrets"] = Operation.Of("secretsmanager:ListSecrets", List, "NextToken"),
    };

    private WireAnswer List(WireCall call, PageFaults faults)
    {
        var there = estate.Of(call.Principal!.AccountId, call.Region, Secret);
        var page = paging.Cut(call, there, faults, "NextToken", call.Size("MaxResults", 1, 100, 100));
        return WireAnswer.Json(
            w =>
            {
                w.WriteStartArray("SecretList");
                foreach (var secret in page.Entries)
                {
                    w.WriteStartObject();
                    w.WriteString("ARN", secret.Arn);
                    // The ARN ends in a hyphen and six characters of the service's own.
                    w.WriteString("Name", secret.Name[..^7]);
                    if (secret.Tag("aws:secretsmanager:owningService") is { } owner) w.WriteString("OwningService", owner);
                    Tags.Write(w, secret.Tags);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                if (page.Next is not null) w.WriteString("NextToken", page.Next);
            },
            call.Dialect);
    }
}

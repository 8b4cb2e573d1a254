using System.Text.Json;
using System.Text.Json.Nodes;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>Secrets Manager: secrets with their tags, 100 a page. It may not ask for a value, and reads no descriptions.</summary>
internal sealed class SecretsManagerLister : IServiceLister
{
    private static readonly WireService Service = new("Secrets Manager", "secretsmanager", "2017-10-17")
    {
        TargetPrefix = "secretsmanager",
    };

    public ServiceReach Reach { get; } =
        new("secretsmanager", "Secrets Manager", IsGlobal: false, new HashSet<string> { SecretsManagerSecret.Kind });

    public IReadOnlyList<string> Actions { get; } = ["secretsmanager:ListSecrets"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("secretsmanager:ListSecrets", async (token, ct) =>
        {
            var body = new JsonObject { ["MaxResults"] = 100 };
            if (token is not null) body["NextToken"] = token;
            var answer = await listing.WireAsync(Service, "secretsmanager:ListSecrets", c => c.JsonAsync("ListSecrets", body, ct), ct);
            return new([.. answer.Items("SecretList").Select(s => Observe(listing, s))], answer.Text("NextToken"));
        }, cancellationToken);

    private static Observation Observe(Listing listing, JsonElement secret)
    {
        var seen = listing.Tagged(secret.Text("ARN") ?? "", secret.Items("Tags").Select(t => (t.Text("Key"), t.Text("Value"))), new
        {
            awsOwn = secret.Text("OwningService") is { Length: > 0 } service ? $"kept by {service}" : null,
            primaryRegion = secret.Text("PrimaryRegion"),
        });
        // The ARN's last characters are Secrets Manager's own.
        return secret.Text("Name") is { Length: > 0 } name ? seen with { Name = name } : seen;
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>The resources by which others are judged, as far as their own facts name them: networks they lie in, users of policies, and
/// what lies in a VPC.</summary>
internal static partial class Neighbours
{
    private static readonly string[] Inside = [Subnet.Kind, Ec2Instance.Kind, RdsInstance.Kind];

    /// <param name="connection">Open.</param>
    /// <param name="resources">Those that are judged.</param>
    /// <param name="at">The moment; null for now.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<List<Observation>> OfAsync(
        NpgsqlConnection connection, IReadOnlyList<Observation> resources, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var named = resources.SelectMany(Named).Distinct(StringComparer.Ordinal).Select(Fingerprint.Of).ToArray();
        var where = new SqlFilter();
        var moment = at is { } past ? where.Value(HistoryClock.Micro(past)) : null;
        var parts = new List<string>();
        if (named.Length > 0) parts.Add($"r.arn_hash = any({where.Value(named)})");
        foreach (var vpc in resources.Where(r => r.Kind == Vpc.Kind))
            parts.Add(
                $"r.kind = any({where.Value(Inside)}) and c.account_id = {where.Value(vpc.AccountId)} and r.region = "
                    + $"{where.Value(vpc.Region)} and r.facts->>'vpcId' = {where.Value(IdOf(vpc))}");
        if (parts.Count == 0) return [];
        var kinds = where.Value(new[] { Vpc.Kind, Subnet.Kind, IamUser.Kind, Ec2Instance.Kind, RdsInstance.Kind });
        return await where.ListAsync(
            connection,
            $"""
            with {ResourceSql.TagsOfCte(moment)}
            select {ObservationRow.Columns} from coverage l join resource_version r on r.target_id = l.id
            join coverage c on c.id = r.target_id
            {ResourceSql.Joins(Valid("t", moment), moment)}
            where l.kinds && {kinds}::text[] and {Valid("r", moment)} and ({string.Join(" or ", parts.Select(p => $"({p})"))})
            """,
            ObservationRow.Read, cancellationToken);
    }

    private static string Valid(string alias, string? at) =>
        at is null ? $"{alias}.valid_to = 'infinity'" : $"{alias}.valid_from <= {at} and {alias}.valid_to > {at}";

    private static string IdOf(Observation vpc) => vpc.Arn[(vpc.Arn.LastIndexOf('/') + 1)..];

    private static IEnumerable<string> Named(Observation resource)
    {
        if (resource.Facts is not { ValueKind: JsonValueKind.Object } facts) yield break;
        var partition = resource.Arn.Split(':') is [_, var part, ..] ? part : "aws";
        // The fact is called as the ARN calls the kind.
        foreach (var fact in (string[])["vpcId", "subnetId"])
        {
            if (Text(facts, fact) is { } id)
                yield return $"arn:{partition}:ec2:{resource.Region}:{resource.AccountId}:{fact[..^"Id".Length]}/{id}";
        }

        if (resource.Kind == S3Bucket.Kind)
            foreach (Match user in Users().Matches(facts.GetRawText())) yield return user.Value;
    }

    [GeneratedRegex("""arn:[a-z-]{1,20}:iam::[0-9]{12}:user/[^"\\\s]{1,600}""", RegexOptions.CultureInvariant)]
    private static partial Regex Users();

    private static string? Text(JsonElement facts, string name) =>
        facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text : null;
}

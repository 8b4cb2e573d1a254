using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A rule about the VPCs of ours: in a production account every one but AWS's own default VPC, elsewhere those that POS's hosts or
/// databases
/// are in. AWS's default VPC is nobody's and breaks nothing.
/// </summary>
public abstract class VpcRule : EstateRule
{
    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => Vpc.Kind;

    internal sealed override ResourceCollector NewCollector(EvaluationPlan plan) => new VpcMap(plan);

    internal sealed override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        if (!convention.IsFor(Vpc.Kind)) return;
        var networks = seen.Collected<VpcMap>();
        foreach (var vpc in networks.Vpcs)
        {
            if (vpc.Facts?.IsDefault == true) continue;
            if (Unknown(seen, vpc) is var (reason, answer)) sink.NotEvaluated(vpc.Resource!.NotEvaluated(convention, reason, answer));
            else if (IsOurs(vpc)) Judge(convention, seen, vpc, ref sink);
        }
    }

    /// <summary>Judges one VPC of ours, whose own list told of it.</summary>
    private protected abstract VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc);

    /// <summary>Whether it is ours as far as can be seen.</summary>
    private protected static bool IsOurs(SeenVpc vpc) =>
        vpc.Facts?.IsDefault != true && (vpc.Role == AccountRole.Production || vpc.Hosts.Count > 0);

    /// <summary>The VPC as sentences name it.</summary>
    private protected static string Named(SeenVpc vpc) =>
        vpc.Resource!.Name == vpc.Place.VpcId ? $"VPC {vpc.Place.VpcId}" : $"VPC {vpc.Resource.Name} ({vpc.Place.VpcId})";

    /// <summary>Whether every subnet of the VPC was seen.</summary>
    private protected static bool SeesSubnets(SeenEstate seen, SeenVpc vpc) =>
        seen.Reach.IsWhole(Subnet.Kind, vpc.Place.AccountId, vpc.Place.Region);

    private void Judge<TSink>(Convention convention, SeenEstate seen, SeenVpc vpc, ref TSink sink)
        where TSink : IVerdictSink
    {
        var resource = vpc.Resource!;
        var verdict = Judge(convention, seen, vpc);
        if (verdict.Open is { } open) sink.NotEvaluated(resource.NotEvaluated(convention, open, verdict.Answer));
        else if (verdict.Title is null) sink.Pass(convention, resource.Subject);
        else
            sink.Violation(resource.Violated(
                convention, verdict.Title, verdict.Expected, verdict.Actual, Evidence.Of([.. verdict.Facts, .. Hosts(vpc)])));
    }

    // Where nothing of ours is seen in a VPC outside production, something may be where nobody looked.
    private static (string Reason, string Answer)? Unknown(SeenEstate seen, SeenVpc vpc)
    {
        if (vpc.Facts is null || (vpc.Facts.IsDefault is null && (vpc.Role == AccountRole.Production || vpc.Hosts.Count > 0)))
            return ("No source of the scan has read how the VPC is set up.", "A complete reading of EC2 in its account and region.");
        var (account, region) = (vpc.Place.AccountId, vpc.Place.Region);
        return IsOurs(vpc)
            || (seen.Reach.IsWhole(Ec2Instance.Kind, account, region) && seen.Reach.IsWhole(RdsInstance.Kind, account, region))
            ? null
            : ("The hosts and databases of its account and region were not read whole, so whether POS runs in the VPC cannot be told.",
                "A complete reading of EC2 and RDS in its account and region.");
    }

    private static IEnumerable<EvidenceFact> Hosts(SeenVpc vpc)
    {
        if (vpc.Hosts.Count == 0) return [];
        var named = vpc.Hosts.Values.Order(StringComparer.Ordinal).Take(3).ToList();
        var more = vpc.Hosts.Count - named.Count;
        return [new("POS in it", more > 0 ? $"{string.Join(", ", named)} and {more} more" : Phrases.List(named))];
    }
}

/// <summary>What a rule makes of one VPC: it passes unless something else is said.</summary>
internal readonly record struct VpcVerdict(string? Title, string Expected, string Actual, params IReadOnlyList<EvidenceFact> Facts)
{
    /// <summary>Why it cannot be judged; null where it can.</summary>
    public string? Open { get; private init; }

    /// <summary>What would let it be judged.</summary>
    public string Answer { get; private init; } = "A complete reading of EC2 in its account and region.";

    public static VpcVerdict Pass { get; } = new(null, "", "", []);

    public static VpcVerdict NotRead(string reason, string? answer = null) =>
        answer is null ? Pass with { Open = reason } : Pass with { Open = reason, Answer = answer };
}

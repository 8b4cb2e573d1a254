using System.Globalization;

namespace FusionPortal.Simulator.Estate;

/// <summary>ARNs of a fleet. Each holds the place and the index it was made from, so that it can be found again without a search.</summary>
internal static class FleetNames
{
    private const string Conventional = "arn:aws:s3:::fusion-rms-org";

    public static string Arn(string kind, string account, string region, string org, int place, int index)
    {
        var n = string.Create(CultureInfo.InvariantCulture, $"{place}-{index}");
        return kind switch
        {
            ArnKind.Bucket => $"arn:aws:s3:::fusion-rms-{org}-{n}",
            ArnKind.Database => $"arn:aws:rds:{region}:{account}:db:db-pos-{n}",
            ArnKind.Instance => $"arn:aws:ec2:{region}:{account}:instance/i-{Hex(place, index)}",
            ArnKind.SecurityGroup => $"arn:aws:ec2:{region}:{account}:security-group/sg-{Hex(place, index)}",
            ArnKind.Volume => $"arn:aws:ec2:{region}:{account}:volume/vol-{Hex(place, index)}",
            ArnKind.Queue => $"arn:aws:sqs:{region}:{account}:{org}-orders-{n}",
            ArnKind.Topic => $"arn:aws:sns:{region}:{account}:{org}-events-{n}",
            ArnKind.Table => $"arn:aws:dynamodb:{region}:{account}:table/{org}-{n}",
            ArnKind.LogGroup => $"arn:aws:logs:{region}:{account}:log-group:/pos/{org}/{n}",
            ArnKind.Function => $"arn:aws:lambda:{region}:{account}:function:{org}-{n}",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A fleet has none of these."),
        };
    }

    /// <returns>The place and the index an ARN claims to be of, or no place; for a bucket named by the convention its number among the
    /// buckets.</returns>
    public static (int? Place, int Index, bool IsBucket) Index(string arn, FleetShape shape, int places)
    {
        if (shape.ConventionalBuckets && arn.StartsWith(Conventional, StringComparison.Ordinal))
            return Number(arn[Conventional.Length..]) is { } org ? (org % places, org / places, true) : default;
        if (arn.StartsWith("arn:aws:ec2:", StringComparison.Ordinal))
            return ulong.TryParse(
                arn[(arn.LastIndexOf('-') + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
                ? ((int)(id >> 40), (int)(uint)id, false) : default;
        var parts = arn.Split('-', '/', ':');
        return parts.Length > 2 && Number(parts[^2]) is { } place && Number(parts[^1]) is { } index ? (place, index, false) : default;
    }

    private static string Hex(int place, int index) =>
        ((ulong)(uint)place << 40 | (uint)index).ToString("x17", CultureInfo.InvariantCulture);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Net;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Kinds;

/// <summary>S3's buckets. Their ARNs name neither account nor region.</summary>
public sealed class S3Bucket : ResourceKind
{
    public const string Kind = "s3-bucket";

    private static readonly AsciiSet Characters = AsciiSet.Parse("a-z0-9.-");

    public override string Id => Kind;

    public override string Label => "S3 bucket";

    public override string ShortLabel => "bucket";

    public override ArnShape Arn { get; } = new("s3", "", "fusion-rms-acme", "fusion-rms-acme")
    {
        Name = rest => ArnShape.Without(rest, '/'),
    };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateBucket");

    public override KindScope Scope => KindScope.Regional;

    public override string? NameProblem(string name)
    {
        if (NameLimits.Length(name, "S3", 3, 63) is { } length) return length;
        if (NameLimits.Only(name, "S3", Characters, "lower-case letters, digits, dots and hyphens") is { } characters) return characters;
        if (!char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
            return "S3 wants a bucket name to begin and end with a letter or digit.";
        if (name.Contains("..", StringComparison.Ordinal)) return "S3 allows no two dots in a row in a bucket name.";
        if (name.Count(c => c == '.') == 3 && IPAddress.TryParse(name, out _))
            return "S3 allows no bucket name that looks like an IP address.";
        if (name.StartsWith("xn--", StringComparison.Ordinal) || name.StartsWith("sthree-", StringComparison.Ordinal)
            || name.EndsWith("-s3alias", StringComparison.Ordinal) || name.EndsWith("--ol-s3", StringComparison.Ordinal))
            return "S3 keeps this bucket name's beginning or end for itself.";
        return null;
    }
}

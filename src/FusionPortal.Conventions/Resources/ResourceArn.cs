using System.Diagnostics.CodeAnalysis;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Resources;

/// <summary>An ARN taken apart: <c>arn:partition:service:region:account:resource</c>.</summary>
/// <param name="Text">The ARN as given.</param>
/// <param name="Partition">For example aws or aws-cn.</param>
/// <param name="Service">For example s3, iam, ec2.</param>
/// <param name="Region">Empty for global services and S3.</param>
/// <param name="AccountId">Empty for S3.</param>
/// <param name="Resource">Everything after the account.</param>
/// <param name="Kind">One of <see cref="ResourceKinds"/>; <see cref="OtherResource.Kind"/> for what the portal does not name.</param>
/// <param name="Name">What the ARN itself says of the name: a name, or for most of EC2 only an id (see <see cref="NameIsId"/>).</param>
/// <param name="NameIsId">Whether <paramref name="Name"/> is an id that AWS made, so that the real name has to come from a tag or a
/// fact.</param>
public sealed record ResourceArn(
    string Text, string Partition, string Service, string Region, string AccountId, string Resource, string Kind, string Name,
        bool NameIsId)
{
    /// <summary>AWS documents ARNs of up to 2,048 characters; longer text is not one.</summary>
    public const int MaxLength = 2048;

    /// <summary>Takes an ARN apart. Any text is safe: what is not an ARN gives false.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ResourceArn? arn)
    {
        arn = null;
        if (text is null || text.Length > MaxLength) return false;
        Span<Range> fields = stackalloc Range[6];
        var span = text.AsSpan();
        // The sixth field keeps any further colons.
        if (span.Split(fields, ':') != 6 || !span[fields[0]].SequenceEqual("arn")) return false;
        var (partition, service, resource) = (text[fields[1]], text[fields[2]], text[fields[5]]);
        if (partition.Length == 0 || service.Length == 0 || resource.Length == 0 || resource.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            return false;

        var (kind, name) = ResourceKinds.Read(service, resource);
        arn = new(
            text, partition, service, text[fields[3]], text[fields[4]], resource,
            kind.Id, name.Length == 0 ? resource : name, kind.Arn.NamesId);
        return true;
    }

    /// <summary>The ARN's parts, or null when the text is not an ARN.</summary>
    public static ResourceArn? Parse(string? text) => TryParse(text, out var arn) ? arn : null;
}

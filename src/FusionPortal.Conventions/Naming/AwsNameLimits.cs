using System.Net;

namespace FusionPortal.Conventions.Naming;

/// <summary>AWS's own limits on names, by resource kind. Facts about AWS, not company rules.</summary>
public static class AwsNameLimits
{
    private static readonly AsciiSet IamCharacters = AsciiSet.Parse("a-zA-Z0-9_+=,.@-");
    private static readonly AsciiSet SecurityGroupCharacters = AsciiSet.Parse("a-zA-Z0-9._:/()#,@[]+=&;{}!$*-");

    /// <summary>What AWS would object to in the name, as a sentence; null when it would accept it or the kind's limits are not known.</summary>
    public static string? Problem(string kind, string name) => kind switch
    {
        ResourceKinds.S3Bucket => Bucket(name),
        ResourceKinds.IamUser or ResourceKinds.IamRole => Length(name, "IAM", 1, 64) ?? Only(name, "IAM", IamCharacters, "letters, digits and _+=,.@-"),
        ResourceKinds.RdsInstance => Rds(name),
        ResourceKinds.MqBroker or ResourceKinds.ActiveMqBroker => Length(name, "Amazon MQ", 1, 50)
            ?? Only(name, "Amazon MQ", AsciiSet.Parse("a-zA-Z0-9_-"), "letters, digits, hyphens and underscores"),
        ResourceKinds.SecurityGroup => SecurityGroup(name),
        ResourceKinds.Ec2Instance or ResourceKinds.Vpc or ResourceKinds.Subnet or ResourceKinds.RouteTable or ResourceKinds.InternetGateway
            => Length(name, "A Name tag", 0, 256),
        _ => null,
    };

    private static string? Bucket(string name)
    {
        if (Length(name, "S3", 3, 63) is { } length) return length;
        if (Only(name, "S3", AsciiSet.Parse("a-z0-9.-"), "lower-case letters, digits, dots and hyphens") is { } characters) return characters;
        if (!char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
            return "S3 wants a bucket name to begin and end with a letter or digit.";
        if (name.Contains("..", StringComparison.Ordinal)) return "S3 allows no two dots in a row in a bucket name.";
        if (name.Count(c => c == '.') == 3 && IPAddress.TryParse(name, out _)) return "S3 allows no bucket name that looks like an IP address.";
        if (name.StartsWith("xn--", StringComparison.Ordinal) || name.StartsWith("sthree-", StringComparison.Ordinal)
            || name.EndsWith("-s3alias", StringComparison.Ordinal) || name.EndsWith("--ol-s3", StringComparison.Ordinal))
            return "S3 keeps this bucket name's beginning or end for itself.";
        return null;
    }

    private static string? Rds(string name)
    {
        if (Length(name, "RDS", 1, 63) is { } length) return length;
        if (Only(name, "RDS", AsciiSet.Parse("a-zA-Z0-9-"), "letters, digits and hyphens") is { } characters) return characters;
        if (!char.IsAsciiLetter(name[0])) return "RDS wants an instance name to begin with a letter.";
        return name[^1] == '-' || name.Contains("--", StringComparison.Ordinal)
            ? "RDS allows no hyphen at the end of an instance name and no two in a row."
            : null;
    }

    private static string? SecurityGroup(string name)
    {
        if (Length(name, "EC2", 1, 255) is { } length) return length;
        if (name.StartsWith("sg-", StringComparison.Ordinal)) return "EC2 keeps names that begin with \"sg-\" for itself.";
        return Only(name.Replace(" ", "", StringComparison.Ordinal), "EC2", SecurityGroupCharacters, "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*");
    }

    private static string? Length(string name, string who, int min, int max)
    {
        if (name.Length > max) return $"{who} allows {max} characters; this has {name.Length}.";
        return name.Length < min ? $"{who} wants at least {min} characters." : null;
    }

    private static string? Only(string name, string who, AsciiSet allowed, string inWords) =>
        name.All(allowed.Contains) ? null : $"{who} allows only {inWords} in this name.";
}

namespace FusionPortal.Conventions.Kinds;

/// <summary>What the ARNs of a kind have in common, and where the name stands in them.</summary>
/// <param name="Service">The ARN's service, for example <c>elasticloadbalancing</c>.</param>
/// <param name="Prefix">
/// What the part after the account begins with, separator included, for example <c>user/</c>; empty where the name follows at once.
/// </param>
/// <param name="Example">A part after the account as AWS writes it.</param>
/// <param name="ExampleName">The name, or the id, in the example.</param>
public sealed record ArnShape(string Service, string Prefix, string Example, string ExampleName)
{
    /// <summary>From what follows the prefix to the name; null for what is not of the kind. By itself, all that follows.</summary>
    public Func<string, string?> Name { get; init; } = rest => rest;

    /// <summary>The ARN holds an id that AWS made, so that the real name has to come from a fact or a tag.</summary>
    public bool NamesId { get; init; }

    /// <summary>The name in the part after the account; null for another kind's.</summary>
    public string? TryReadName(string resource) =>
        resource.StartsWith(Prefix, StringComparison.Ordinal) ? Name(resource[Prefix.Length..]) : null;

    /// <summary>The text up to the first separator; all of it where there is none.</summary>
    public static string Before(string text, char separator) => text.IndexOf(separator) is >= 0 and var at ? text[..at] : text;

    /// <summary>The text, or null where it holds the separator: something within a resource has an ARN that goes on.</summary>
    public static string? Without(string text, char separator) => text.Contains(separator) ? null : text;

    /// <summary>Of EC2, whose ARNs hold ids.</summary>
    public static ArnShape Ec2(string type, string exampleId) =>
        new("ec2", type + "/", $"{type}/{exampleId}", exampleId) { NamesId = true };
}

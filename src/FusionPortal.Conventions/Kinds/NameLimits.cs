using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Kinds;

/// <summary>What AWS's limits on names are made of. Each gives the objection as a sentence, or null.</summary>
internal static class NameLimits
{
    private static readonly AsciiSet IamCharacters = AsciiSet.Parse("a-zA-Z0-9_+=,.@-");
    private static readonly AsciiSet BrokerCharacters = AsciiSet.Parse("a-zA-Z0-9_-");

    /// <param name="name">To be judged.</param>
    /// <param name="who">Who objects, for example "Amazon MQ".</param>
    /// <param name="min">In characters.</param>
    /// <param name="max">In characters.</param>
    public static string? Length(string name, string who, int min, int max)
    {
        if (name.Length > max) return $"{who} allows {max} characters; this has {name.Length}.";
        return name.Length < min ? $"{who} wants at least {min} characters." : null;
    }

    /// <param name="name">To be judged.</param>
    /// <param name="who">Who objects.</param>
    /// <param name="allowed">The characters.</param>
    /// <param name="inWords">The same for people.</param>
    public static string? Only(string name, string who, AsciiSet allowed, string inWords) =>
        name.All(allowed.Contains) ? null : $"{who} allows only {inWords} in this name.";

    /// <summary>Of IAM's users and roles.</summary>
    public static string? Iam(string name) => Length(name, "IAM", 1, 64) ?? Only(name, "IAM", IamCharacters, "letters, digits and _+=,.@-");

    /// <summary>Of Amazon MQ's brokers, whichever engine.</summary>
    public static string? Broker(string name) =>
        Length(name, "Amazon MQ", 1, 50) ?? Only(name, "Amazon MQ", BrokerCharacters, "letters, digits, hyphens and underscores");

    /// <summary>Of what has a Name tag for a name.</summary>
    public static string? NameTag(string name) => Length(name, "A Name tag", 0, 256);
}

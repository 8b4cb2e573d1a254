using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>The words titles are made of.</summary>
internal static class Phrases
{
    /// <summary>The kind in as few words as a sentence needs: "bucket", "security group".</summary>
    public static string Short(string kind) => ResourceKinds.Of(kind).ShortLabel;

    public static string A(string noun) =>
        noun[0] is 'a' or 'e' or 'i' or 'o' or 'A' or 'E' or 'I' or 'O' or 'R' or 'S' && IsSpelledOut(noun) ? $"an {noun}" : $"a {noun}";

    /// <summary>"Kite Cycles’", "Northwind Bakery’s".</summary>
    public static string Possessive(string name) => name.EndsWith('s') || name.EndsWith('S') ? name + "’" : name + "’s";

    /// <summary>The environment inside a sentence.</summary>
    public static string Word(EnvironmentKind environment) =>
        environment == EnvironmentKind.QA ? "QA" : environment.ToString().ToLowerInvariant();

    /// <summary>The organization as its people call it.</summary>
    public static string Client(OrganizationRecord organization) =>
        string.IsNullOrWhiteSpace(organization.Title) ? organization.OrgId : organization.Title.Trim();

    /// <summary>"Kite Cycles’ QA bucket": the environment is said once, also where the title ends with it.</summary>
    public static string ClientsResource(OrganizationRecord organization, string kind)
    {
        var title = Client(organization);
        var word = Word(organization.Environment);
        if (title.Length > word.Length + 1 && title.EndsWith(" " + word, StringComparison.OrdinalIgnoreCase))
            title = title[..^(word.Length + 1)];
        return $"{Possessive(title)} {word} {Short(kind)}";
    }

    public static string Subject(in ResourceView view) => view.Organization is { } organization
        ? $"{Possessive(Client(organization))} {Short(view.Resource.Kind)} {view.ShownName}"
        : Named(view);

    /// <summary>The kind and the name: "Security group SG-POS-OPS".</summary>
    public static string Named(in ResourceView view) => Named(view.Resource.Kind, view.ShownName);

    /// <inheritdoc cref="Named(in ResourceView)"/>
    public static string Named(string kind, string name) => $"{Capital(ResourceKinds.Label(kind))} {name}";

    /// <summary>What an account is for, inside a sentence.</summary>
    public static string Account(AccountRole role) => role switch
    {
        AccountRole.Production => "a production account",
        AccountRole.NonProduction => "a non-production account",
        _ => "an account nobody has declared",
    };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    // "an S3 bucket", "an RDS instance", "an SNS topic"; but "a route table", "a security group".
    private static bool IsSpelledOut(string noun) =>
        noun[0] is not ('R' or 'S') || (noun.Length > 1 && (char.IsAsciiLetterUpper(noun[1]) || char.IsAsciiDigit(noun[1])));
}

using System.Text.Json;

namespace FusionPortal.Conventions.Policies;

/// <summary>
/// A resource's policy, read. Everything that IAM lets be one text or a list may be either, a single statement need be no list. What cannot
/// be read is told in <see cref="Problem"/>, and then no absence in <see cref="Statements"/> means anything. Pure and immutable.
/// </summary>
/// <param name="Statements">Those that could be read, in the policy's order.</param>
/// <param name="Problem">In a sentence, what could not be read; null where all was.</param>
public sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements, string? Problem)
{
    /// <summary>No policy at all: it says nothing to anybody.</summary>
    public static PolicyDocument Empty { get; } = new([], null);

    /// <summary>Reads a policy. Never throws.</summary>
    public static PolicyDocument Read(JsonElement policy)
    {
        try
        {
            return ReadAll(policy);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: JSON lets it pass, and it is no text.
            return new([], "It holds characters that are no text.");
        }
    }

    private static PolicyDocument ReadAll(JsonElement policy)
    {
        if (policy.ValueKind != JsonValueKind.Object) return new([], "It is no JSON object.");
        if (!policy.TryGetProperty("Statement", out var told)) return new([], "It has no statement.");
        JsonElement[] all = told.ValueKind switch
        {
            JsonValueKind.Array => [.. told.EnumerateArray()],
            JsonValueKind.Object => [told],
            _ => [],
        };
        if (told.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) return new([], "Its Statement is no object.");

        var statements = new List<PolicyStatement>(all.Length);
        string? problem = null;
        for (var i = 0; i < all.Length; i++)
        {
            var (statement, unreadable) = PolicyStatementReader.Read(all[i]);
            if (statement is not null) statements.Add(statement);
            else problem ??= $"Its statement {i + 1} {unreadable}.";
        }

        return new(statements, problem);
    }
}

/// <summary>Reads one statement, or says what is wrong with it as the end of a sentence.</summary>
internal static class PolicyStatementReader
{
    private const string Aws = "AWS";
    private const string Service = "Service";

    private static readonly string[] CallerKeys =
        ["aws:source", "aws:principal", "aws:userid", "aws:username", "aws:vpc", "aws:federatedprovider", "s3:dataaccesspoint"];

    private static readonly string[] Untold = ["Federated", "CanonicalUser"];

    public static (PolicyStatement? Statement, string? Problem) Read(JsonElement told)
    {
        if (told.ValueKind != JsonValueKind.Object) return (null, "is no object");
        // IAM compares the names and these two values with their case.
        if (Text(told, "Effect") is not ("Allow" or "Deny")) return (null, "has no Effect that is Allow or Deny");
        if (Either(told, "Principal", out var exceptPrincipals) is not { } principal)
            return (null, "does not say one of Principal and NotPrincipal");
        if (Principals(principal) is not { } principals) return (null, "has a principal that cannot be read");
        if (Either(told, "Action", out var exceptActions) is not { } action || Texts(action) is not { } actions)
            return (null, "does not say its actions so that they can be read");
        if (Either(told, "Resource", out var exceptResources) is not { } resource || Texts(resource) is not { } resources)
            return (null, "does not say its resources so that they can be read");
        return (new PolicyStatement
        {
            Sid = Text(told, "Sid") ?? "",
            Allows = Text(told, "Effect") == "Allow",
            Principals = principals,
            ExceptPrincipals = exceptPrincipals,
            Actions = actions,
            ExceptActions = exceptActions,
            Resources = resources,
            ExceptResources = exceptResources,
            Conditions = Conditions(told),
        }, null);
    }

    /// <summary>The value of <c>name</c>, or of <c>Notname</c>; null for none and for both.</summary>
    private static JsonElement? Either(JsonElement told, string name, out bool except)
    {
        var (has, hasNot) = (told.TryGetProperty(name, out var value), told.TryGetProperty("Not" + name, out var not));
        except = hasNot;
        return has == hasNot ? null : has ? value : not;
    }

    private static List<PolicyPrincipal>? Principals(JsonElement told)
    {
        if (told.ValueKind == JsonValueKind.String) return told.GetString() == "*" ? [PolicyPrincipal.Everybody] : null;
        if (told.ValueKind != JsonValueKind.Object) return null;
        var all = new List<PolicyPrincipal>();
        foreach (var member in told.EnumerateObject())
        {
            if (Texts(member.Value) is not { } texts) return null;
            all.AddRange(texts.Select(text => member.Name switch
            {
                Aws => PolicyPrincipal.OfAws(text),
                Service => new(PrincipalKind.Service, text),
                _ when Untold.Contains(member.Name) => new(PrincipalKind.Untold, text),
                _ => new PolicyPrincipal(PrincipalKind.Unreadable, text),
            }));
        }

        return all.Count > 0 ? all : null;
    }

    private static PolicyConditions Conditions(JsonElement told)
    {
        if (!told.TryGetProperty("Condition", out var conditions)) return PolicyConditions.None;
        if (conditions.ValueKind != JsonValueKind.Object) return PolicyConditions.Others;
        var operators = conditions.EnumerateObject().ToList();
        if (operators.Count == 0) return PolicyConditions.None;
        if (operators.Exists(o => o.Value.ValueKind != JsonValueKind.Object)) return PolicyConditions.Others;
        var keys = operators.SelectMany(o => o.Value.EnumerateObject(), (o, k) => (Operator: o.Name.ToLowerInvariant(), Key: k)).ToList();
        if (keys.Count > 0 && keys.TrueForAll(k => IsOfCallers(k.Key.Name))) return PolicyConditions.Callers;
        if (keys is not [var test]) return PolicyConditions.Others;
        return (test.Operator, test.Key.Name.ToLowerInvariant(), Only(test.Key.Value)) switch
        {
            ("bool", "aws:securetransport", "true") => PolicyConditions.Encrypted,
            ("bool", "aws:securetransport", "false") => PolicyConditions.Unencrypted,
            // Nobody's SDK or browser calls with less.
            ("numericlessthan", "s3:tlsversion", "1.1" or "1.2") => PolicyConditions.Unencrypted,
            ("numericgreaterthanequals", "s3:tlsversion", "1.0" or "1.1" or "1.2") => PolicyConditions.Encrypted,
            _ => PolicyConditions.Others,
        };
    }

    // Who calls from where. What else there is says how, or with what.
    private static bool IsOfCallers(string key) => CallerKeys.Any(k => key.StartsWith(k, StringComparison.OrdinalIgnoreCase));

    // "true", true and ["true"] are one value.
    private static string? Only(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.ToLowerInvariant(),
        JsonValueKind.True => "true",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.False => "false",
        JsonValueKind.Array when value.GetArrayLength() == 1 && value[0].ValueKind != JsonValueKind.Array => Only(value[0]),
        _ => null,
    };

    private static string? Text(JsonElement told, string name) =>
        told.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>One text or a list of texts; null for everything else, an empty list among it.</summary>
    private static List<string>? Texts(JsonElement told)
    {
        if (told.ValueKind == JsonValueKind.String) return [told.GetString()!];
        if (told.ValueKind != JsonValueKind.Array || told.GetArrayLength() == 0) return null;
        var texts = new List<string>(told.GetArrayLength());
        foreach (var item in told.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String) return null;
            texts.Add(item.GetString()!);
        }

        return texts;
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionPortal.Simulator.Policies;

/// <summary>What the scanner role may do. Effect and Action of every statement are obeyed; Resource and Condition are taken to
/// match.</summary>
internal sealed class ScannerPolicy
{
    private readonly List<(bool Allow, Regex Actions)> _statements = [];

    private ScannerPolicy()
    {
    }

    /// <exception cref="ArgumentException">The text is no policy, or uses what is not supported.</exception>
    public static ScannerPolicy Parse(string json)
    {
        var policy = new ScannerPolicy();
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var statement in Each(document.RootElement.GetProperty("Statement")))
            {
                var actions = Each(statement.GetProperty("Action"))
                    .Select(a => Regex.Escape(a.GetString()!).Replace(@"\*", ".*").Replace(@"\?", "."));
                policy._statements.Add((statement.GetProperty("Effect").GetString() switch
                {
                    "Allow" => true,
                    "Deny" => false,
                    var other => throw new ArgumentException($"Effect is Allow or Deny, not {other}.", nameof(json)),
                },
                new Regex($"^(?:{string.Join('|', actions)})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ArgumentException("The scanner policy is not an IAM policy with Statement, Effect and Action.", nameof(json), e);
        }

        return policy;
    }

    /// <param name="action">For example ec2:DescribeInstances.</param>
    public bool Allows(string action) =>
        _statements.Exists(s => s.Allow && s.Actions.IsMatch(action)) && !_statements.Exists(s => !s.Allow && s.Actions.IsMatch(action));

    // IAM takes one where it takes a list.
    private static JsonElement[] Each(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
}

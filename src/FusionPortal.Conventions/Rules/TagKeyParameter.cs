using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Rules;

/// <summary>The parameter of rules that lay down how the organization tag is spelled on their kinds.</summary>
public sealed record TagKeyParameter(string Key) : RuleParameters
{
    public override string LaidDownTagKey => Key;

    internal static IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("key", "how the organization tag is spelled on these kinds: one of the settings’ organization-tag-keys", "OrgId", "ClientId"),
    ];

    internal static TagKeyParameter Read(RuleReading reading)
    {
        var key = reading.With.Text("key");
        var keys = reading.Settings.OrganizationTagKeys;
        if (key.Length > 0 && !keys.Contains(key))
            reading.With.Report(
                reading.With.PlaceOf("key"), $"\"{key}\" is not one of the settings' organization-tag-keys: {string.Join(", ", keys)}.");
        return new(key);
    }

    internal static string Of(Convention convention) => ((TagKeyParameter)convention.Parameters).Key;
}

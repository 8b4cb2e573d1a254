using System.Globalization;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Runs;

/// <summary>
/// The answers of a run as far as the plan has come. A field is answered, not yet answered, or absent because its step does not
/// apply; conditions look up only, so one pass from the top decides everything.
/// </summary>
internal sealed class Answers(TemplateIndex index, OrganizationFacts? organization)
{
    private readonly Dictionary<(string Field, string? SiteId), string?> _answers = [];
    private readonly HashSet<(string Field, string? SiteId)> _absent = [];

    public void Set(string field, Site? site, string? value) => _answers[(field, site?.SiteId)] = value;

    public void SetAbsent(string field, Site? site) => _absent.Add((field, site?.SiteId));

    /// <summary>The value as seen from a site's section, or from the sections worked once; null when there is none.</summary>
    public string? Value(string field, Site? site) => _answers.GetValueOrDefault(Place(field, site));

    public bool IsAbsent(string field, Site? site) => _absent.Contains(Place(field, site));

    public Truth Evaluate(Condition? condition, Site? site) => condition switch
    {
        null => Truth.True,
        Condition.FieldIn c => Ask(c.Field, site, value => c.Values.Any(expected => Same(c.Field, value, expected))),
        Condition.FieldAtMost c => Ask(c.Field, site, value => Number(value) <= c.Limit),
        Condition.FieldAtLeast c => Ask(c.Field, site, value => Number(value) >= c.Limit),
        // Asking whether there is an answer is itself never unanswered.
        Condition.FieldAnswered c => Of(Value(c.Field, site) is not null),
        Condition.FactIn c => Of(organization is not null && c.Values.Contains(Fact(c.Fact, organization))),
        // Without sites listed there may be one of either kind.
        Condition.SiteIs c => site is null ? Truth.Unknown : Of(site.Kind == c.Kind),
        Condition.All c => c.Conditions.Aggregate(Truth.True, (truth, inner) => And(truth, Evaluate(inner, site))),
        Condition.Any c => c.Conditions.Aggregate(Truth.False, (truth, inner) => Or(truth, Evaluate(inner, site))),
        Condition.Not c => Opposite(Evaluate(c.Inner, site)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Unknown condition."),
    };

    /// <summary>The fields a condition still waits for.</summary>
    public IEnumerable<string> Unanswered(Condition condition, Site? site) =>
        condition.Fields().Where(field => Value(field, site) is null && !IsAbsent(field, site)).Distinct();

    public static Truth And(Truth a, Truth b) => (Truth)Math.Min((int)a, (int)b);

    private static Truth Or(Truth a, Truth b) => (Truth)Math.Max((int)a, (int)b);

    private static Truth Opposite(Truth a) => Truth.True - (int)a;

    private static Truth Of(bool value) => value ? Truth.True : Truth.False;

    private Truth Ask(string field, Site? site, Func<string, bool> holds) => Value(field, site) switch
    {
        { } value => Of(holds(value)),
        null => IsAbsent(field, site) ? Truth.False : Truth.Unknown,
    };

    private (string, string?) Place(string field, Site? site) =>
        (field, index.Field(field)?.Section.RepeatsPerSite == true ? site?.SiteId : null);

    private bool Same(string field, string a, string b) => index.Field(field)?.Field.Type.Same(a, b) ?? a == b;

    private static decimal Number(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);

    private static string Fact(OrganizationFact fact, OrganizationFacts organization) => fact switch
    {
        OrganizationFact.Environment => Enum.GetName(organization.Environment)!,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Unknown fact."),
    };
}

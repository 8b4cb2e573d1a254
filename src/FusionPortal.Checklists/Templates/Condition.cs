namespace FusionPortal.Checklists.Templates;

/// <summary>The answer of a condition. Unknown: something it asks about is not answered yet.</summary>
public enum Truth { False, Unknown, True }

/// <summary>A fact about the run's organization that conditions may ask about.</summary>
public enum OrganizationFact { Environment }

/// <summary>Corporate is the site whose ID is <c>corp</c>; every other site is a store.</summary>
public enum SiteKind { Corporate, Store }

/// <summary>When a section, step, field or option applies. Closed: the nested kinds are all there are.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The field's value is one of these.</summary>
    public sealed record FieldIn(string Field, IReadOnlyList<string> Values) : Condition;

    /// <summary>The number is at most this.</summary>
    public sealed record FieldAtMost(string Field, decimal Limit) : Condition;

    /// <summary>The number is at least this.</summary>
    public sealed record FieldAtLeast(string Field, decimal Limit) : Condition;

    /// <summary>The field has a value.</summary>
    public sealed record FieldAnswered(string Field) : Condition;

    /// <summary>The organization's fact is one of these.</summary>
    public sealed record FactIn(OrganizationFact Fact, IReadOnlyList<string> Values) : Condition;

    /// <summary>The site being worked is of this kind. Only in sections that repeat.</summary>
    public sealed record SiteIs(SiteKind Kind) : Condition;

    public sealed record All(IReadOnlyList<Condition> Conditions) : Condition;

    public sealed record Any(IReadOnlyList<Condition> Conditions) : Condition;

    public sealed record Not(Condition Inner) : Condition;

    /// <summary>Every field the condition asks about, in order.</summary>
    public IEnumerable<string> Fields() => this switch
    {
        FieldIn c => [c.Field],
        FieldAtMost c => [c.Field],
        FieldAtLeast c => [c.Field],
        FieldAnswered c => [c.Field],
        All c => c.Conditions.SelectMany(inner => inner.Fields()),
        Any c => c.Conditions.SelectMany(inner => inner.Fields()),
        Not c => c.Inner.Fields(),
        _ => [],
    };

    /// <summary>True when it, or a condition inside it, asks which site is being worked.</summary>
    public bool AsksAboutSite() => this switch
    {
        SiteIs => true,
        All c => c.Conditions.Any(inner => inner.AsksAboutSite()),
        Any c => c.Conditions.Any(inner => inner.AsksAboutSite()),
        Not c => c.Inner.AsksAboutSite(),
        _ => false,
    };
}

using FusionPortal.Checklists.Fields;

namespace FusionPortal.Checklists.Templates;

/// <summary>What a field's value is held against besides its own form.</summary>
public enum FieldCheck
{
    None,

    /// <summary>A time zone of the IANA list.</summary>
    TimeZone,

    /// <summary>A day that has come.</summary>
    NotInFuture,

    /// <summary>An AWS account whose declared role suits the client's environment.</summary>
    Account,

    /// <summary>Something only one client has, for example a host name or a bucket.</summary>
    Own,
}

/// <summary>One value a step records.</summary>
public sealed record FieldDefinition
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>True when the step cannot be ticked without it.</summary>
    public bool Required { get; init; } = true;

    public string? Help { get; init; }

    /// <summary>For numbers: what is counted, for example "GB".</summary>
    public string? Unit { get; init; }

    public Condition? When { get; init; }

    /// <summary>For choices.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>Characters.</summary>
    public int? MaxLength { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>Digits after the point a number may have; 0 unless given.</summary>
    public int Decimals { get; init; }

    /// <summary>A regular expression the whole value has to match. It runs in linear time: no look-around, no back-references.</summary>
    public string? Pattern { get; init; }

    /// <summary>What <see cref="Pattern"/> asks for, in words.</summary>
    public string? PatternSays { get; init; }

    /// <summary>A naming pattern the value has to fit, for example <c>db-{product}-{nn}</c>; in templates of format 1.</summary>
    public string? NamePattern { get; init; }

    /// <summary>The id of the convention book's name that what is typed has to follow, for example <c>rds-instance</c>.</summary>
    public string? FollowsName { get; init; }

    public FieldCheck Check { get; init; }

    /// <summary>What the value becomes once its step is done, besides an answer of the run.</summary>
    public IReadOnlyList<FieldFeed> Feeds { get; init; } = [];

    /// <summary>A field whose value this one has to equal.</summary>
    public string? EqualsField { get; init; }

    /// <summary>Why <see cref="EqualsField"/> has to be equal, shown when it is not.</summary>
    public string? EqualsSays { get; init; }

    /// <summary>For availability zones: the field that holds the region the zone has to lie in.</summary>
    public string? InRegionOf { get; init; }

    /// <summary>A field whose value this one may not equal.</summary>
    public string? DiffersFrom { get; init; }

    /// <summary>A field whose value is offered, to be accepted or changed by a person; or one of <see cref="SuggestedFact"/>.</summary>
    public string? Suggest { get; init; }

    /// <summary>A fixed value that is offered, to be accepted or changed by a person.</summary>
    public string? SuggestText { get; init; }

    /// <summary>For computed fields.</summary>
    public ComputedNameDefinition? Compute { get; init; }
}

/// <summary>What a field may be offered besides another field's value.</summary>
public static class SuggestedFact
{
    /// <summary>The title the organization was created with.</summary>
    public const string OrganizationTitle = "organization-title";

    /// <summary>The title of the site being worked, from the list of sites. Only in sections that repeat.</summary>
    public const string ListedSiteTitle = "listed-site-title";
}

/// <summary>One answer of a choice.</summary>
public sealed record FieldOption
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    /// <summary>The answer is allowed only when this holds. Null: always.</summary>
    public Condition? When { get; init; }

    /// <summary>Why the answer is not always allowed, or what choosing it means.</summary>
    public string? Says { get; init; }

    /// <summary>
    /// What AWS shows where the answer is true, of what the field feeds; null where the answer leaves that open.
    /// </summary>
    public string? Expects { get; init; }
}

/// <summary>How a computed name is made: by a name of the convention book, or, in templates of format 1, by a pattern.</summary>
/// <param name="Pattern">A naming pattern, for example <c>fusion-rms-{orgid}</c>; null where the book has it. The organization ID, and
/// <c>{siteid}</c> in sections that repeat, need no part.</param>
public sealed record ComputedNameDefinition(string? Pattern)
{
    /// <summary>The id of one of the book's names, for example <c>s3-bucket</c>: the book in force says what it looks like.</summary>
    public string? Name { get; init; }

    /// <summary>Part of the pattern → the field that supplies it.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; init; } = new Dictionary<string, string>();
}

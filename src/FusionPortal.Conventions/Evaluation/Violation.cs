using System.Text.Json.Serialization;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>One convention broken by one subject. Holds no secret: tag values that look like one are withheld.</summary>
/// <param name="ConventionId">The broken convention.</param>
/// <param name="Subject">The resource's ARN, or <c>organization:{orgid}</c> where no single resource is at fault. Unique together with the
/// convention.</param>
/// <param name="Kind">The resource's kind, or <see cref="Books.Convention.OrganizationKind"/>.</param>
/// <param name="Name">What people call the subject.</param>
/// <param name="AccountId">Empty where the subject is an organization.</param>
/// <param name="Region">Empty for global services and organizations.</param>
/// <param name="OrgId">Whose the subject is, as far as that can be told, spelled as recorded if known; else as claimed by tag or name; null
/// if nobody's.</param>
/// <param name="Environment">The organization's recorded environment, or null.</param>
/// <param name="Severity">From the book.</param>
/// <param name="Title">One sentence for people, for example "Kite Cycles' QA bucket is in POS Production".</param>
/// <param name="Expected">What the convention asks for, short enough for a column.</param>
/// <param name="Actual">What AWS says, short enough for a column.</param>
/// <param name="Suggestion">The nearest valid value, or null.</param>
/// <param name="Evidence">What the judgement stands on.</param>
public sealed record Violation(
    string ConventionId, string Subject, string Kind, string Name, string AccountId, string Region, string? OrgId,
        EnvironmentKind? Environment,
    Severity Severity, string Title, string Expected, string Actual, string? Suggestion, Evidence Evidence);

/// <summary>What a judgement stands on.</summary>
/// <param name="Witnesses">Who says what; empty for conventions that need no witnesses.</param>
/// <param name="Facts">Single facts, for example a tag and its value.</param>
public sealed record Evidence(IReadOnlyList<Witness> Witnesses, IReadOnlyList<EvidenceFact> Facts)
{
    /// <summary>What the witnesses come to; null where the convention asks for none.</summary>
    public PlacementVerdict? Verdict { get; init; }

    /// <summary>In a sentence, what would decide it; null where it is decided.</summary>
    public string? Decides { get; init; }

    public static Evidence Empty { get; } = new([], []);

    public static Evidence Of(params IReadOnlyList<EvidenceFact> facts) => new([], facts);
}

/// <summary>What the witnesses of a placement come to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlacementVerdict>))]
public enum PlacementVerdict
{
    /// <summary>The records say that it belongs into another kind of account.</summary>
    WrongPlace,

    /// <summary>It is where it belongs, and an environment tag on it says something else.</summary>
    WrongLabel,

    /// <summary>Witnesses of weight disagree, or one alone says something that no record confirms.</summary>
    Undecided,

    /// <summary>Nobody knows whose it is, or only a name hints at an environment.</summary>
    Unknown,
}

/// <summary>One fact: where it was seen, and what it says.</summary>
public sealed record EvidenceFact(string Name, string Value);

/// <summary>One witness of a mix-up.</summary>
/// <param name="Name">For example "Organization record".</param>
/// <param name="Says">In words, for example "kiteqa is recorded as QA".</param>
/// <param name="From">Where it was read: Portal, AWS, Pattern, ...</param>
/// <param name="Vote">Whether it votes.</param>
/// <param name="Environment">What it votes for; null unless it votes.</param>
/// <param name="Weight">How much it counts; <see cref="WitnessWeight.None"/> unless it votes.</param>
public sealed record Witness(string Name, string Says, string From, WitnessVote Vote, EnvironmentKind? Environment, WitnessWeight Weight);

/// <summary>What a witness does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WitnessVote>))]
public enum WitnessVote
{
    Votes,

    /// <summary>It was read and says nothing on the matter.</summary>
    Abstains,

    /// <summary>It could not be read.</summary>
    CannotSee,
}

/// <summary>How much a vote counts. A weak one never decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WitnessWeight>))]
public enum WitnessWeight { None, Weak, Medium, Strong }

/// <summary>A convention that could not be judged. Never a pass.</summary>
/// <param name="ConventionId">The convention.</param>
/// <param name="Subject">The resource's ARN, <c>organization:{orgid}</c>, or <see cref="Estate"/> where a whole kind of resource cannot be
/// seen.</param>
/// <param name="OrgId">Whose the subject is, or null.</param>
/// <param name="AccountId">The account, or null for the estate and organizations.</param>
/// <param name="Reason">In a sentence, what stands in the way.</param>
public sealed record NotEvaluatedVerdict(string ConventionId, string Subject, string? OrgId, string? AccountId, string Reason)
{
    /// <summary>In a sentence, what would let it be judged.</summary>
    public string Answer { get; init; } = "A scan that reads every target whole.";

    public const string Estate = "estate";
}

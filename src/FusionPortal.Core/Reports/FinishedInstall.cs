using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Reports;

/// <summary>What stands behind a step that is done.</summary>
public enum StepEvidence
{
    /// <summary>A person's word: AWS shows nothing of it.</summary>
    Claimed,

    /// <summary>AWS shows everything that the step records of its resources.</summary>
    Confirmed,

    /// <summary>AWS was not read since, or did not tell. It is neither right nor wrong.</summary>
    NotEvaluated,

    /// <summary>AWS shows something else.</summary>
    Contradicted,
}

/// <summary>Why AWS cannot say anything of a step, the first that holds.</summary>
public enum ClaimReason
{
    /// <summary>Done at a site of the client.</summary>
    OnSite,

    /// <summary>A credential: the portal holds where it is kept, and never looks.</summary>
    Credential,

    /// <summary>An answer somebody gave: a name, a version, a date, a choice.</summary>
    Answer,

    /// <summary>Work that leaves nothing AWS shows, inside a database, a host or another server.</summary>
    Work,
}

/// <summary>A value the install recorded of a resource, beside what AWS shows.</summary>
/// <param name="Fact">What of the resource, in words.</param>
/// <param name="Recorded">As people read it.</param>
/// <param name="Shown">What AWS shows; null where it told nothing.</param>
/// <param name="Why">Why it is not evaluated or contradicted, as a sentence; null where it is confirmed.</param>
public sealed record MadeFact(
    string Kind, string Resource, string Fact, string Recorded, string? Shown, StepEvidence Evidence, string? Why, string StepKey,
    string Letter, string StepTitle, string Section, string By, DateTimeOffset At);

/// <summary>A section and what stands behind its steps.</summary>
public sealed record SectionEvidence(string Key, string Title, IReadOnlyDictionary<StepEvidence, int> Steps, int NotApplicable)
{
    /// <summary>Steps that are done.</summary>
    public int Done => Steps.Values.Sum();
}

/// <summary>Steps that stay claimed for one reason.</summary>
/// <param name="SecondPersons">Who confirmed some of them after whoever did them.</param>
public sealed record ClaimGroup(ClaimReason Reason, int Steps, IReadOnlyList<string> SecondPersons);

/// <summary>How many of the steps that are done somebody settled.</summary>
public sealed record StepsOfPerson(string Name, int Steps);

/// <summary>An install whose every step is settled, and how sure each is. Finished is not confirmed.</summary>
/// <param name="Made">In the order of the install.</param>
/// <param name="People">How many steps each settled, the most first.</param>
/// <param name="Sha256">Of the record's rows as they are shown here.</param>
/// <param name="AsOf">When it was read.</param>
public sealed record FinishedInstall(
    RunHead Head, IReadOnlyList<SectionEvidence> Sections, IReadOnlyList<MadeFact> Made, IReadOnlyList<ClaimGroup> Claims,
    IReadOnlyList<StepsOfPerson> People, string Sha256, DateTimeOffset AsOf)
{
    /// <summary>Steps that are done; the four kinds of evidence add up to them.</summary>
    public int Done => Sections.Sum(s => s.Done);

    public int NotApplicable => Sections.Sum(s => s.NotApplicable);

    public int Count(StepEvidence evidence) => Sections.Sum(s => s.Steps.GetValueOrDefault(evidence));

    /// <summary>What AWS contradicts, then what it did not tell.</summary>
    public IEnumerable<MadeFact> Open => Made.Where(m => m.Evidence is StepEvidence.Contradicted or StepEvidence.NotEvaluated)
        .OrderByDescending(m => m.Evidence);
}

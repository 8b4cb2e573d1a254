namespace FusionPortal.Checklists.Templates;

/// <summary>
/// One version of a checklist definition. Immutable once published: runs are pinned to it.
/// Ids of sections, steps and fields are stable over versions and unique within the template.
/// </summary>
public sealed record Template
{
    /// <summary>Lower-case words joined with hyphens, for example <c>client-install</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Which keys the text may have, and what they mean. From 1, which is what a text without the key is of.</summary>
    public int Format { get; init; } = 1;

    /// <summary>1 or higher; each published change is the next number.</summary>
    public required int Version { get; init; }

    public required string Title { get; init; }

    public required RunKind Kind { get; init; }

    /// <summary>For <see cref="RunKind.SharedResource"/>: the kind of resource, for example <c>rds-instance</c>. Null otherwise.</summary>
    public string? SharedKind { get; init; }

    /// <summary>What the checklist is for, in a sentence or two.</summary>
    public required string Summary { get; init; }

    /// <summary>The reference topic that has to be acknowledged before a run may start, or null.</summary>
    public string? RequiresTopic { get; init; }

    public required IReadOnlyList<SectionDefinition> Sections { get; init; }

    /// <summary>What a complete run publishes for others to use.</summary>
    public IReadOnlyList<OutputDefinition> Publishes { get; init; } = [];

    /// <summary>Which other runs this one may wait for, and what it takes from them.</summary>
    public IReadOnlyList<LinkDefinition> Links { get; init; } = [];

    /// <summary>Whether a field is worked out by a name of the convention book, or held against one.</summary>
    public bool TakesNamesOfTheBook() => Sections.Any(s => s.Steps.Any(t => t.Fields.Any(Fields.FieldKey.Name.IsSet)));
}

/// <summary>How a section is worked: read a step and do it, or do the whole section from skill and then confirm it.</summary>
public enum SectionMode { ReadDo, DoConfirm }

/// <summary>A pause point: fewer than ten steps that belong together.</summary>
public sealed record SectionDefinition
{
    public required string Id { get; init; }

    /// <summary>The heading several sections share, for example "Cloud tenant".</summary>
    public string? Group { get; init; }

    public required string Title { get; init; }

    public SectionMode Mode { get; init; } = SectionMode.ReadDo;

    /// <summary>True when the section is worked once for each site of the organization.</summary>
    public bool RepeatsPerSite { get; init; }

    public Condition? When { get; init; }

    /// <summary>Sections that have to be complete before any step of this one may be ticked.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    public required IReadOnlyList<StepDefinition> Steps { get; init; }
}

/// <summary>Where a step comes from. Only the first two may be shown as the company's.</summary>
public enum StepSource
{
    /// <summary>Stated by the company's guide.</summary>
    CompanyGuide,

    /// <summary>Stated by the company's guide, whose text breaks off inside the step.</summary>
    CompanyGuideInPart,

    /// <summary>This portal's own default, which the company may edit.</summary>
    PortalDefault,
}

/// <summary>One thing to do and to record.</summary>
public sealed record StepDefinition
{
    public required string Id { get; init; }

    /// <summary>The letter people call it by within its section, for example "a". It may change between versions.</summary>
    public required string Letter { get; init; }

    public required string Title { get; init; }

    /// <summary>What to do, in a sentence or two. Long explanations belong in <see cref="Guidance"/>.</summary>
    public required string Instruction { get; init; }

    public IReadOnlyList<string> Guidance { get; init; } = [];

    /// <summary>Why the step matters, or null.</summary>
    public string? Why { get; init; }

    public required StepSource Source { get; init; }

    public Condition? When { get; init; }

    /// <summary>Steps that have to be done (or not applicable) before this one may be ticked.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Steps whose doers may not tick this one: it takes a second person. There is no bypass.</summary>
    public IReadOnlyList<string> SecondPersonTo { get; init; } = [];

    /// <summary>The credential this step makes, in words; its value goes to the password manager and never into the portal.</summary>
    public string? Credential { get; init; }

    /// <summary>False when the step may never be marked not applicable.</summary>
    public bool MaySkip { get; init; } = true;

    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];
}

/// <summary>A typed value that a complete run publishes; its type is the field's.</summary>
/// <param name="Id">For example <c>availability-zone</c>.</param>
/// <param name="Field">The field whose value is published. It belongs to a section that is not repeated.</param>
public sealed record OutputDefinition(string Id, string Field);

/// <summary>A dependency on a shared resource's own run.</summary>
public sealed record LinkDefinition
{
    public required string Id { get; init; }

    /// <summary>The kind of shared resource, for example <c>rds-instance</c>.</summary>
    public required string SharedKind { get; init; }

    public required string Title { get; init; }

    /// <summary>The field whose answer decides about the link. Steps after its step, in the same section, are what a missing resource
    /// blocks.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>When this holds, the section is blocked until the linked run is complete.</summary>
    public required Condition BlocksWhen { get; init; }

    /// <summary>When this holds, the linked resource has to be dedicated to this organization. Null: never.</summary>
    public Condition? DedicatedWhen { get; init; }

    public IReadOnlyList<LinkFill> Fills { get; init; } = [];

    /// <summary>
    /// How an answer that asks for nothing new finds the resource it means: by outputs that equal these fields, for example the VPC of a
    /// region.
    /// Empty when only a name does.
    /// </summary>
    public IReadOnlyList<LinkFind> Finds { get; init; } = [];
}

/// <summary>An output of the resource that has to equal a field of this template.</summary>
public sealed record LinkFind(string Output, string Field);

/// <summary>A field that takes its value from an output of the linked run.</summary>
public sealed record LinkFill(string Field, string Output);

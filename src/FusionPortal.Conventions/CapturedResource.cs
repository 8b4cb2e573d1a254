namespace FusionPortal.Conventions;

/// <summary>
/// One resource as people captured it in one checklist: what is expected of it. Several checklists may tell of one resource, the installs
/// of its tenants and its own.
/// </summary>
/// <param name="Kind">The resource's kind.</param>
/// <param name="OrgId">Whose install, or to whom it is dedicated; null in the checklist of a resource that is shared.</param>
/// <param name="Name">What people call it there.</param>
/// <param name="Values">What else was captured of it, in the order of the checklist; the name is not among them.</param>
public sealed record CapturedResource(string Kind, string? OrgId, CapturedValue Name, IReadOnlyList<CapturedValue> Values)
{
    /// <summary>True for what a client's install says, false for a resource's own checklist.</summary>
    public bool IsOfInstall { get; init; }

    /// <summary>The value of one of the kind's facts; null where it was not captured.</summary>
    public CapturedValue? Value(string fact) => Values.FirstOrDefault(v => v.Fact == fact);
}

/// <summary>One value somebody captured and ticked.</summary>
/// <param name="Fact">Which of the kind's facts, for example <c>availability-zone</c>.</param>
/// <param name="Value">What AWS is expected to show.</param>
/// <param name="Shown">As people read it in the checklist: an option's label.</param>
/// <param name="Checklist">For people: "Acme Stores’ client install".</param>
/// <param name="Step">The step's letter and title, for people.</param>
/// <param name="By">Who ticked it.</param>
/// <param name="At">When.</param>
public sealed record CapturedValue(
    string Fact, string Value, string Shown, string Checklist, string Step, string By, DateTimeOffset At);

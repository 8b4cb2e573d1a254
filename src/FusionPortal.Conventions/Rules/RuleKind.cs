using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// One kind of rule: everything the portal has to know of it. A sealed class in a file of its own that derives from
/// <see cref="ResourceRule"/> or <see cref="EstateRule"/> is enough, <see cref="RuleKinds"/> finds it by itself. Immutable, one instance
/// each; a convention of a book is a rule of some kind with its parameters.
/// </summary>
public abstract class RuleKind
{
    private protected RuleKind()
    {
    }

    /// <summary>What a book writes behind <c>check:</c>, for example <c>tag-present</c>. Never changed once shipped.</summary>
    public abstract string Word { get; }

    /// <summary>What holds where the rule is kept, for people: "Organization tag has a value".</summary>
    public abstract string Label { get; }

    /// <summary>What it is about.</summary>
    public abstract RuleCategory Category { get; }

    /// <summary>What it judges.</summary>
    public virtual RuleSubject Subject => RuleSubject.Resource;

    /// <summary>The first format of books that may use it: portals that read earlier formats only do not know the word.</summary>
    public virtual int FirstFormat => 1;

    /// <summary>From which format on books may not use it any more, and what they use instead, in sentences; null where they may.</summary>
    public virtual (int Format, string Instead)? SupersededSince => null;

    /// <summary>What every violation says of a resource's place; null where it says nothing of it, or not always the same.</summary>
    public virtual PlacementVerdict? Place => null;

    /// <summary>
    /// Whether it judges resources by what they have not, so that those which the scan cannot list are a gap of their own.
    /// </summary>
    public virtual bool NeedsWholeLists => false;

    /// <summary>
    /// Whether it tells of each resource that names an organization nobody has recorded, in books where no convention tells that once.
    /// </summary>
    public virtual bool TellsOfUnrecorded => false;

    /// <summary>Whether it counts days, so that the same estate is judged otherwise on another day.</summary>
    public virtual bool CountsDays => false;

    /// <summary>What a convention says in its <c>with:</c>.</summary>
    public virtual IReadOnlyList<RuleParameter> Takes => [];

    /// <summary>The kind of resource that shows best what it judges.</summary>
    public virtual string ExampleKind => Convention.AnyKind;

    /// <summary>A small estate that keeps the rule.</summary>
    public abstract RuleExample Passes { get; }

    /// <summary>A small estate that breaks it, once; where two resources are wrong by each other, each of them is told.</summary>
    public abstract RuleExample Breaks { get; }

    /// <summary>Reads what a convention says in its <c>with:</c>, and reports what is wrong with it.</summary>
    internal virtual RuleParameters Read(RuleReading reading) => RuleParameters.None;

    /// <summary>
    /// Where its conventions cannot all be kept, or not together with others of the book: one of its own that could go, which of its
    /// parameters is at odds, and why in sentences.
    /// </summary>
    /// <param name="conventions">All of the book, in its order.</param>
    internal virtual IEnumerable<(Convention Convention, string Parameter, string Why)> Contradictions(
        IReadOnlyList<Convention> conventions) => [];
}

/// <summary>What rules are about. <see cref="RuleKinds.Title"/> has the headings.</summary>
public enum RuleCategory
{
    /// <summary>What belongs into which kind of account. What breaks such a rule is a mix-up.</summary>
    Environment,
    Name,
    Tag,

    /// <summary>How a resource is set up.</summary>
    Configuration,

    /// <summary>Who made it, and who may sign in.</summary>
    People,

    /// <summary>What the portal itself knows of clients and accounts.</summary>
    Record,
}

/// <summary>What a rule judges.</summary>
public enum RuleSubject
{
    Resource,

    /// <summary>A client as a whole.</summary>
    Organization,

    /// <summary>An AWS account as a whole.</summary>
    Account,
}

/// <summary>A rule that judges each resource by itself.</summary>
public abstract class ResourceRule : RuleKind
{
    /// <summary>Makes the rule ready for judging; null where another convention of the book has taken over what it tells.</summary>
    internal abstract CompiledRule? Compile(RuleContext context);
}

/// <summary>A rule that takes the whole estate, or the portal's records alone, to judge.</summary>
public abstract class EstateRule : RuleKind
{
    /// <summary>Whether it has to know which client has resources where.</summary>
    internal virtual bool CountsResources => false;

    /// <summary>
    /// What remembers the resources it judges by; null where it needs none. Every rule that gives the same class shares one instance, so
    /// what it is made of is the records and the book, never the parameters of a convention.
    /// </summary>
    internal virtual ResourceCollector? NewCollector(EvaluationPlan plan) => null;

    /// <summary>Gives every verdict of one convention, once everything was seen.</summary>
    internal abstract void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
        where TSink : IVerdictSink;
}

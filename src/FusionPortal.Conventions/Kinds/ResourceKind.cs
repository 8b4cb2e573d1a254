namespace FusionPortal.Conventions.Kinds;

/// <summary>
/// One kind of AWS resource: everything the portal has to know of it beside how it is listed. A sealed class in a file of its own is
/// enough, <see cref="ResourceKinds"/> finds it by itself; its id stands there as the constant <c>Kind</c>. Immutable, one instance each.
/// </summary>
public abstract class ResourceKind
{
    /// <summary>
    /// As the database, the API, reports and the convention book say it, for example <c>sns-topic</c>. Never changed once shipped.
    /// </summary>
    public abstract string Id { get; }

    /// <summary>For people, inside a sentence: "SNS topic", "security group".</summary>
    public abstract string Label { get; }

    /// <summary>Several of them, inside a sentence.</summary>
    public virtual string Plural => Label + "s";

    /// <summary>In as few words as a sentence needs that names the resource too.</summary>
    public virtual string ShortLabel => Label;

    /// <summary>Alone, in a menu or a table.</summary>
    public virtual string Title => char.ToUpperInvariant(Label[0]) + Label[1..];

    /// <summary>What its ARN looks like.</summary>
    public abstract ArnShape Arn { get; }

    /// <summary>The kind as which its ARN reads, where two kinds share a shape and only the list tells them apart; else null.</summary>
    public virtual string? ListedAmong => null;

    /// <summary>Which events of CloudTrail make one, or that none do, and why.</summary>
    public abstract CreationEvents CreationEvents { get; }

    /// <summary>Whether it belongs to a region or to the account as a whole. CloudTrail tells of global ones in one region only.</summary>
    public abstract KindScope Scope { get; }

    /// <summary>Whether the Resource Groups Tagging API returns it, so that its tags can be read again by its ARN alone.</summary>
    public virtual bool IsInTaggingApi => true;

    /// <summary>The fact that names it where its ARN holds an id (<see cref="ArnShape.NamesId"/>); it goes before the Name tag.</summary>
    public virtual string NameFact => "name";

    /// <summary>True for names that people give by hand and may give twice, so that a new one need not be new.</summary>
    public virtual bool NamesMayRepeat => false;

    /// <summary>What checklists can capture of it and AWS shows, beside <see cref="ShownFact.OfEveryKind"/>.</summary>
    public virtual IReadOnlyList<ShownFact> Shows => [];

    /// <summary>What AWS shows of how much it holds; empty where that is not asked.</summary>
    public virtual IReadOnlyList<ShownFact> Sizes => [];

    /// <summary>What no reading tells of how full it is, as a sentence; null where that is not asked.</summary>
    public virtual string? SizeUnseen => null;

    /// <summary>What AWS would object to in the name, as a sentence; null when it would accept it or its limits are not known.</summary>
    public virtual string? NameProblem(string name) => null;
}

/// <summary>Where a resource is.</summary>
public enum KindScope { Regional, Global }

using System.Text.Json.Serialization;
using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>
/// What a field holds: everything the portal has to know of values of one type. A sealed class in a file of its own is enough,
/// <see cref="FieldTypes"/> finds it by itself; the web project draws it with the component of the same name. Immutable, one instance each.
/// Values travel and are stored as text in the type's one canonical form.
/// </summary>
[JsonConverter(typeof(FieldTypeJson))]
public abstract class FieldType
{
    protected FieldType() => Name = GetType().Name[..^"Field".Length];

    /// <summary>As templates say it after <c>type:</c>, for example <c>yes-no</c>. Never changed once shipped.</summary>
    public abstract string Word { get; }

    /// <summary>As the API says it: the class's name without its ending, for example <c>YesNo</c>. Never changed once shipped.</summary>
    public string Name { get; }

    /// <summary>The format of templates that first has it; the newest one plus one for a new type.</summary>
    public virtual int Format => 1;

    /// <summary>What a value is, for the table in <c>docs/checklist-templates.md</c>.</summary>
    public abstract string Holds { get; }

    /// <summary>What people may type and what becomes of it, and what is refused.</summary>
    public abstract FieldExample Example { get; }

    /// <summary>The keys a field of this type may have in a template, beside those that every field may have.</summary>
    public virtual IReadOnlyList<FieldKey> Keys => [];

    /// <summary>What <c>check:</c> may ask of a field of this type.</summary>
    public virtual IReadOnlyList<FieldCheck> Checks => [];

    /// <summary>The type it counts as where two fields are compared, or one is filled with the other's value.</summary>
    public virtual FieldType ComparedAs => this;

    /// <summary>True for any words a person chooses, so that a title can be offered.</summary>
    public virtual bool IsFreeText => false;

    /// <summary>True for a canonical form that is a number of the invariant culture, so that conditions compare it.</summary>
    public virtual bool IsNumber => false;

    /// <summary>True for values that AWS, SQL or another program takes letter by letter; they are shown monospaced.</summary>
    public virtual bool IsExact => false;

    /// <summary>True for values that may have several lines.</summary>
    public virtual bool HasLines => false;

    /// <summary>True for values that say something by themselves on a step's one line.</summary>
    public virtual bool IsShort => true;

    /// <summary>True for values that a computed name may be made of.</summary>
    public virtual bool MayBePartOfAName => true;

    /// <summary>True for where a credential is kept: a step that makes one needs it, it belongs to one client, it is not
    /// published.</summary>
    public virtual bool IsCredentialReference => false;

    /// <summary>True for values that somebody may look for. An answer of yes or no is not one, and neither is where a credential is
    /// kept.</summary>
    public virtual bool IsLookedUp => !IsCredentialReference;

    /// <summary>Is marked and says nothing else: that something was done, or is so.</summary>
    public virtual bool IsConfirmation => false;

    /// <summary>Somebody writes or chooses its value; false for what is only marked, or worked out.</summary>
    public virtual bool IsAnswered => true;

    /// <summary>True for the list of an organization's sites, which the sections that repeat are worked for.</summary>
    public virtual bool ListsSites => false;

    /// <summary>True where <see cref="Impossible"/> asks for <see cref="KnownFacts.Regions"/>, which takes a query.</summary>
    public virtual bool AsksForRegions => false;

    /// <summary>Puts what was typed into canonical form, or says in a sentence what is wrong with it.</summary>
    /// <param name="field">The field, with its limits.</param>
    /// <param name="text">Not empty, without surrounding whitespace and without characters that cannot be shown.</param>
    internal abstract ReadValue Read(FieldDefinition field, string text);

    /// <summary>True when two canonical values mean the same.</summary>
    public virtual bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    /// <summary>A canonical value as people read it.</summary>
    public virtual string Display(FieldDefinition field, string value) => value;

    /// <summary>What is said of a required field without a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="waitsFor">What a value that nobody types still waits for, as a sentence; null for typed ones.</param>
    internal virtual string Missing(FieldDefinition field, string? waitsFor) => $"{field.Label} is needed.";

    /// <summary>Whether a condition may ask for this value. One that can never occur is refused with the template.</summary>
    public virtual bool CanBe(FieldDefinition field, string value) => true;

    /// <summary>Why no such thing exists, as a sentence, where nobody can know better; null otherwise.</summary>
    public virtual string? Impossible(string value, KnownFacts known) => null;

    /// <summary>What is wrong with a value beside other answers of the run, as a sentence; null when nothing is.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">Canonical.</param>
    /// <param name="answer">The value of another field by its id; null where there is none yet.</param>
    internal virtual string? Misfit(FieldDefinition field, string value, Func<string, string?> answer) => null;

    /// <summary>Reports what is wrong with a template's field beyond keys that do not belong to its type.</summary>
    internal virtual void Check(FieldPlace place, FieldChecks checks)
    {
    }

    public sealed override string ToString() => Name;
}

using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Conventions.Rules;

/// <summary>What a rule reads its parameters from: the convention's <c>with:</c>, and what the book said before it.</summary>
/// <param name="Convention">The convention's own keys.</param>
/// <param name="With">Its parameters.</param>
/// <param name="Id">The convention's id, for messages.</param>
/// <param name="Kinds">The kinds of resource it is for.</param>
/// <param name="Parts">The parts that patterns are made of, by id.</param>
/// <param name="Names">The book's names, by id.</param>
internal sealed record RuleReading(
    YamlMapReader Convention, YamlMapReader With, string Id, IReadOnlyList<string> Kinds,
    IReadOnlyDictionary<string, NamePart> Parts, IReadOnlyDictionary<string, BookName> Names, BookSettings Settings,
    EnvironmentVocabulary Vocabulary)
{
    /// <summary>Reports a problem with the rule as such, at its word.</summary>
    public void Report(string message) => Convention.Report(Convention.PlaceOf("check"), message);
}

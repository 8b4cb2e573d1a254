using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Rules;

/// <summary>What rules about the policy of a client's bucket share: one that nobody has read, or not whole, is not evaluated.</summary>
internal abstract class BucketPolicyJudgement(Convention convention) : ClientBucketJudgement(convention)
{
    protected override Outcome JudgeClients(in ResourceView view) =>
        view.BucketPolicy.Document is { } policy ? JudgePolicy(in view, policy) : Outcome.NotEvaluated;

    /// <summary>Judges by what could be read of the policy.</summary>
    protected abstract Outcome JudgePolicy(in ResourceView view, PolicyDocument policy);

    public override string Reason(in ResourceView view) => view.BucketPolicy.Unknown ?? Open(in view);

    public override string Answer(in ResourceView view) => view.BucketPolicy.Answer ?? "A policy that says it without conditions.";

    /// <summary>In a sentence, why a policy that was read does not decide it.</summary>
    protected abstract string Open(in ResourceView view);

    /// <summary>What the policy says, statement by statement, as facts.</summary>
    protected static IEnumerable<EvidenceFact> Told(IEnumerable<PolicyStatement> statements) => statements.Select(Told);

    /// <summary>A statement in words: who may, or may not, do what with what.</summary>
    protected static EvidenceFact Told(PolicyStatement statement)
    {
        var who = Said(statement.Principals.Select(p => p.Text), statement.ExceptPrincipals, "everybody");
        var what = Said(statement.Actions, statement.ExceptActions, "everything");
        var where = Said(statement.Resources, statement.ExceptResources, "everything");
        var name = statement.Sid.Length > 0 ? $"Statement {RedactedText.Of(statement.Sid)}" : "Statement";
        var condition = statement.Conditions == PolicyConditions.None ? "" : ", on conditions";
        return new(name, $"{(statement.Allows ? "lets" : "denies")} {who} {what} on {where}{condition}");
    }

    // A policy may have hundreds of them.
    private static string Said(IEnumerable<string> texts, bool except, string all)
    {
        var shown = texts.Select(RedactedText.Of).ToList();
        var some = shown.Count > 4 ? $"{string.Join(", ", shown.Take(3))} and {shown.Count - 3} more" : Phrases.List(shown);
        return except ? $"{all} but {some}" : some;
    }
}

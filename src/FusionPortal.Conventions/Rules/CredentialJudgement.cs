using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>What rules about who may sign in share: only IAM's credential report tells it, and AWS may refuse that.</summary>
internal abstract class CredentialJudgement(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => false;

    public override string Reason(in ResourceView view) =>
        !Facts.AreRead(view) ? "No source of the scan has read who may sign in."
        : Facts.IsDenied(view, "credentialReport") ? "AWS refused IAM’s credential report, which alone tells it."
        : "IAM’s credential report does not tell it: the user may be younger than the report.";

    public override string Answer(in ResourceView view) =>
        "A reading of IAM with its credential report (iam:GenerateCredentialReport and iam:GetCredentialReport).";

    /// <summary>Who it is: "The root user of POS Production", "IAM user ana.ruiz".</summary>
    protected static string Who(in ResourceView view) => view.Resource.Kind == Kinds.IamRootUser.Kind
        ? $"The root user of {RedactedText.Of(view.AccountName)}" : Phrases.Subject(view);
}

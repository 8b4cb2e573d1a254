using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class CompletionTests
{
    [Fact]
    public void Organization_InBothKindsOfAccount_IsOneFindingOfTheOrganization()
    {
        var violation = Judge(
            Bucket("fusion-rms-acme", Production), User("rms_acme", Production), User("rms_acme", NonProduction))
            .Violations.Single(v => v.ConventionId == "ENV-05");

        Assert.Equal("organization:acme", violation.Subject);
        Assert.Equal(("acme", EnvironmentKind.Production, "Acme Stores"), (violation.OrgId, violation.Environment, violation.Name));
        Assert.Equal("Acme Stores has resources in POS Production and in POS QA", violation.Title);
        Assert.Equal("POS Production and POS QA", violation.Actual);
        Assert.Contains(violation.Evidence.Witnesses, w => w.Says == "2 resources in POS Production, a production account");
        Assert.Contains(violation.Evidence.Witnesses, w => w.Says == "1 resource in POS QA, a non-production account");
        Assert.Equal(3, violation.Evidence.Facts.Count);
    }

    [Fact]
    public void Organization_InOneKindOfAccount_Passes()
    {
        var list = Judge(Bucket("fusion-rms-acme"), User("rms_acme"));

        Assert.Contains(list.Passes, p => p.Convention.Id == "ENV-05" && p.Subject == "organization:acme");
        // Nothing was seen of the others, so nothing is said of them.
        Assert.DoesNotContain(list.Passes, p => p.Convention.Id == "ENV-05" && p.Subject == "organization:bolt");
    }

    [Fact]
    public void Organization_WithAnAccountUnseen_IsNotEvaluatedInsteadOfPassed()
    {
        var reach = ScanReach.Everything with { UnseenAccounts = new HashSet<string> { NonProduction } };
        var seen = Judge(reach, Bucket("fusion-rms-acme"));
        var both = Judge(reach, Bucket("fusion-rms-acme"), User("rms_acme", NonProduction));

        Assert.Contains(seen.NotEvaluated, n => n is { ConventionId: "ENV-05", Subject: "organization:acme" });
        Assert.Contains(seen.NotEvaluated, n => n is { ConventionId: "ENV-05", Subject: "organization:bolt" });
        Assert.DoesNotContain(seen.Passes, p => p.Convention.Id == "ENV-05");
        Assert.Contains(both.Violations, v => v is { ConventionId: "ENV-05" });
    }

    [Fact]
    public void Organization_InAnUndeclaredAccount_IsNotEvaluated() => Assert.Contains(
        Judge(Bucket("fusion-rms-acme"), User("rms_acme", Undeclared)).NotEvaluated,
        n => n is
        {
            ConventionId: "ENV-05", Subject: "organization:acme", Reason: "Nobody has declared what account 333333333333 is for."
        });

    [Fact]
    public void ContestedResource_SpeaksForNeitherOrganization() => Assert.DoesNotContain(
        Judge(Bucket("fusion-rms-acme", Production, ("OrgId", "bolt")), User("rms_acme", NonProduction),
            User("rms_bolt", NonProduction)).Violations,
        v => v.ConventionId == "ENV-05");

    [Fact]
    public void Evidence_NamesTheFirstFewResourcesOnly()
    {
        var resources = Enumerable.Range(0, 50)
            .Select(i => User($"rms_acme", Production) with { Arn = $"arn:aws:iam::{Production}:user/{i:00}/rms_acme" })
            .Append(User("rms_acme", NonProduction));
        var violation = Judge([.. resources.Reverse()]).Violations.Single(v => v.ConventionId == "ENV-05");

        Assert.Equal(4, violation.Evidence.Facts.Count);
        Assert.Equal($"arn:aws:iam::{Production}:user/00/rms_acme", violation.Evidence.Facts[0].Value);
    }

    [Fact]
    public void TaggingApi_LeavesIamUsersNotEvaluated()
    {
        var gaps = Judge(ScanReach.TaggingApi).NotEvaluated.Where(n => n.Subject == NotEvaluatedVerdict.Estate)
            .ToDictionary(n => n.ConventionId, n => n.Reason);

        var blind = ConventionBook.Default.Conventions
            .Where(c => c.Kinds.Any(k => k is IamUser.Kind || k == IamRootUser.Kind) || c.Rule.NeedsWholeLists)
            .Select(c => c.Id);
        Assert.Equal(blind.Order(StringComparer.Ordinal), gaps.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("No source of the scan lists IAM users, so the convention was not judged for any.", gaps["NAME-IAM-01"]);
        Assert.Equal("No source of the scan lists IAM users, so the convention was not judged for them.", gaps["TAG-ORG-08"]);
        Assert.StartsWith(
            "The tagging API shows only S3 buckets that are or once were tagged.", gaps["TAG-ORG-01"], StringComparison.Ordinal);
    }

    [Fact]
    public void WholeReach_LeavesNoGap() => Assert.Empty(Judge(ScanReach.Everything).NotEvaluated);

    [Fact]
    public void RecordedOrganizationIds_AreJudgedWithoutAnyResource()
    {
        var records =
            new PortalRecords([new("acme", "Acme", EnvironmentKind.Production), new("Kite-Cycles", "Kite", EnvironmentKind.QA)], []);
        var list = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything).Evaluate([]);

        Assert.Contains(list.Passes, p => p.Convention.Id == "ORG-ID-01" && p.Subject == "organization:acme");
        var violation = Assert.Single(list.Violations);
        Assert.Equal(
            ("ORG-ID-01", "organization:Kite-Cycles", "kitecycles"), (violation.ConventionId, violation.Subject, violation.Suggestion));
        Assert.Equal(2, violation.Evidence.Facts.Count);
    }

    [Fact]
    public void BucketName_RecordedForTwo_TellsNothing()
    {
        var records = new PortalRecords(
            [new("a", "A", EnvironmentKind.QA, "shared-name"), new("b", "B", EnvironmentKind.QA, "shared-name"),
                new("c", "C", EnvironmentKind.QA, "shared-name")], []);

        Assert.Null(records.OrganizationOfBucket("shared-name"));
    }
}

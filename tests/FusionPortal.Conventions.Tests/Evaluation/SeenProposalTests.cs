using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

/// <summary>What is proposed of an organization that was seen, and when nothing is selected beforehand.</summary>
public sealed class SeenProposalTests
{
    [Theory]
    [InlineData("newco", Production, "", EnvironmentKind.Production, true)]
    [InlineData("newcostg", Production, "", EnvironmentKind.Staging, true)]
    [InlineData("newco", Production, "staging", EnvironmentKind.Staging, true)]
    [InlineData("newcoqa2", NonProduction, "", EnvironmentKind.QA, true)]
    [InlineData("newco", NonProduction, "dev", EnvironmentKind.Development, true)]
    [InlineData("newco", NonProduction, "", null, false)] // the account says only what it is not
    [InlineData("newcoqa", Production, "", EnvironmentKind.Production, false)] // the ID and the account disagree
    [InlineData("newco", Production, "qa", EnvironmentKind.Production, false)]
    [InlineData("newco", Undeclared, "", null, false)]
    public void Environment_FollowsTheAccount_ThenTagsAndId(
        string orgId, string account, string tag, EnvironmentKind? environment, bool clear)
    {
        (string, string)[] tags = tag.Length == 0 ? [("OrgId", orgId)] : [("OrgId", orgId), ("Environment", tag)];

        var proposal = Propose(Bucket("fusion-rms-" + orgId, account, tags))[0];

        Assert.Equal((orgId, environment, clear), (proposal.OrgId, proposal.Environment, proposal.IsClear));
        Assert.NotEmpty(proposal.From);
    }

    [Fact]
    public void BucketAndTag_ThatDisagree_AreSaid_AndNeitherIsClear()
    {
        var proposals = Propose(Bucket("fusion-rms-newco", Production, ("OrgId", "otherco")));

        Assert.Equal(2, proposals.Count);
        Assert.All(proposals, p => Assert.False(p.IsClear));
        Assert.Contains("The evidence disagrees: 1 resource also names otherco.", proposals[0].Doubts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void BothKindsOfAccount_LeaveTheEnvironmentOpen()
    {
        var proposal = Propose(Bucket("fusion-rms-newco", Production), User("rms_newco", NonProduction))[0];

        Assert.Null(proposal.Environment);
        Assert.Equal(["It has resources in both kinds of account: POS Production and POS QA."], proposal.Doubts);
    }

    [Theory]
    [InlineData("acmee", "It may be a typing error for acme, which is recorded.")]
    [InlineData("newco", "No name shows it, only the OrgId tag.")]
    public void TagAlone_IsADoubt(string orgId, string doubt)
    {
        var queue = Observations.From($"arn:aws:sqs:us-east-1:{Production}:orders", Production, "us-east-1", Tags(("OrgId", orgId)));

        Assert.Contains(doubt, Propose(queue)[0].Doubts);
    }

    [Theory]
    [InlineData("new co", "It is no valid organization ID")]
    [InlineData("1newco", "It is no valid organization ID")]
    public void IdThatNobodyCanHave_IsAProblem(string orgId, string problem)
    {
        var queue = Observations.From($"arn:aws:sqs:us-east-1:{Production}:orders", Production, "us-east-1", Tags(("OrgId", orgId)));

        Assert.StartsWith(problem, Propose(queue)[0].Problem, StringComparison.Ordinal);
    }

    private static IReadOnlyList<SeenProposal> Propose(params Observation[] observations)
    {
        var list = new VerdictList();
        var session = EvaluationPlan.Compile(ConventionBook.Default, Records, ScanReach.Everything).Begin();
        foreach (var observation in observations) session.Observe(observation, ref list);
        session.Complete(ref list);
        var proposals = new SeenProposals(ConventionBook.Default, Records);
        return [.. session.Unrecorded.Select(proposals.Of)];
    }
}

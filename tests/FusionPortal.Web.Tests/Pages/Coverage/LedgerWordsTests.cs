using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using Xunit;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Web.Components.Pages.Coverage;

namespace FusionPortal.Web.Tests.Pages.Coverage;

public sealed class LedgerWordsTests
{
    [Fact]
    public void Sentence_SaysHowMuchWasReadWhole_PassesAside()
    {
        Assert.Equal("Nothing has been read yet", LedgerLabels.Sentence(Ledger()));
        Assert.Equal(
            "All 2 targets were read whole",
            LedgerLabels.Sentence(Ledger(Row("s3"), Row("ec2"), Row("bucket-facts", CoverageOutcome.Capped))));
        Assert.Equal(
            "1 of 2 targets were read whole, 1 was not", LedgerLabels.Sentence(Ledger(Row("s3", CoverageOutcome.Denied), Row("ec2"))));
    }

    [Fact]
    public void Calls_AreAllThatWereMade() =>
        Assert.Equal(
            "17 AWS calls so far, 5 of them to list accounts and regions.", LedgerLabels.Calls(Ledger(Row("s3"), Row(Pass.Rechecks))));

    [Fact]
    public void Passes_AreNamedAsTheyAreRead()
    {
        Assert.Equal(
            ["Bucket facts", "VPC facts", "Who made it", "Re-checks", "Tag changes", "Tags", "ec2"],
            new[] { "bucket-facts", "vpc-facts", Pass.Creators, Pass.Rechecks, Pass.TagChanges, ScanTarget.Tagging, "ec2" }
                .Select(LedgerLabels.Service));
    }

    private static CoverageLedger Ledger(params CoverageRow[] rows) => new(rows, 5);

    private static CoverageRow Row(string service, CoverageOutcome outcome = CoverageOutcome.Completed) => new(
        new ScanTarget("111111111111", "us-east-1", service), "POS", outcome, null, null, null, null, 3,
            service is "bucket-facts" or Pass.Rechecks, 2, 0, 6);
}

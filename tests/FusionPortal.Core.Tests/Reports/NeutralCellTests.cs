using FusionPortal.Core.Reports.Formats;

namespace FusionPortal.Core.Tests.Reports;

public sealed class NeutralCellTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("  =1+1")]
    [InlineData("\u00A0=1+1")]
    [InlineData("\u200B=1+1")]
    [InlineData("\uFEFF \t=1+1")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\uFF0B1")]
    [InlineData("\uFF0D1")]
    [InlineData(" \uFF20SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    public void Cell_ThatASpreadsheetWouldRun_GetsAnApostrophe(string text) => Assert.Equal("'" + text, CsvFormat.Neutral(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("fusion-rms-acme")]
    [InlineData("a=b")]
    [InlineData(" arn:aws:s3:::x")]
    public void Cell_ThatIsText_StaysAsItIs(string text) => Assert.Equal(text, CsvFormat.Neutral(text));
}

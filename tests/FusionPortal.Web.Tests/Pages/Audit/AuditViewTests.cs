using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Web.Components.Pages.Audit;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Audit;

public sealed class AuditViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 42, 0, TimeSpan.Zero);

    private static AuditAddress Parse(string query) => AuditAddress.Parse(new Uri("http://portal.test/audit" + query));

    [Fact]
    public void LastDay_IsWhole()
    {
        var address = Parse("?from=2026-11-01&to=2026-11-23");

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), address.Filter.To);
        Assert.Equal("/audit?from=2026-11-01&to=2026-11-23", address.Href());
    }

    [Fact]
    public void Address_WrittenAndReadAgain_IsTheSame()
    {
        var address = new AuditAddress(new AuditFilter("Priya & co", "scan.", "scan:1"), 1204);

        Assert.Equal(address, Parse(address.Href()["/audit".Length..]));
    }

    [Fact]
    public void Address_KeepsFindingRunResourceAndMoment_AndAsksNothingLater()
    {
        var at = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var address = new AuditAddress(new AuditFilter(OrgId: "acme")
        {
            Finding = 20931,
            RunId = Guid.CreateVersion7(),
            Resource = "arn:aws:s3:::a b",
        })
        {
            AsOf = at,
        };

        Assert.Equal(address, Parse(address.Href()["/audit".Length..]));
        Assert.Contains("finding=F-20931", address.Href(), StringComparison.Ordinal);
        Assert.Equal(4, address.Filters);
        Assert.Equal(at.AddMicroseconds(1), address.Asked.To);
        Assert.Equal(at.AddDays(-1), (address with { Filter = address.Filter with { To = at.AddDays(-1) } }).Asked.To);
        Assert.Contains("to=2026-11-20T12%3A00%3A00.000001Z", address.ExportHref(), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_ShowsTheDataAlone()
    {
        var row = AuditRow.Of(Told(
            """{"kind":"scan.started","actor":{"id":"sub-1","name":"Priya Shah","roles":["lead"]},"data":{"number":12}}"""));

        Assert.Equal("{\n  \"number\": 12\n}", row.Details?.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void RedactedRow_HasNoData() => Assert.Null(AuditRow.Of(Told(null)).Details);

    [Fact]
    public void Subjects_LeadWhereTheyCanBeLookedAt()
    {
        var id = Guid.CreateVersion7();

        Assert.Equal(
            [$"/scans/{id}", $"/runs/{id}", $"/findings/{id}", "/clients/a%20b", "/accounts", null, null],
            new[] { $"scan:{id}", $"run:{id}", $"finding:{id}", "organization:a b", "account:1", "inventory", "finding:x" }
                .Select(AuditRow.HrefOf));
    }

    private static AuditSentence Told(string? body) =>
        new(new AuditEntry(7, Now, "sub-1", "scan.started", "scan:1", "ab", body), "Priya Shah", [new("started scan 12")], []);

    [Theory]
    [InlineData("", "", true, false)]
    [InlineData("1,204", "9F2c41d07be85a3316ce0d94f7a2b86015d3e97c4ab20f618e5d73c90a14be62", true, true)]
    [InlineData("1204", "", false, false)]
    [InlineData("0", "9f2c41d07be85a3316ce0d94f7a2b86015d3e97c4ab20f618e5d73c90a14be62", false, false)]
    [InlineData("7", "9f2c41", false, false)]
    public void Position_IsBothPartsOrNeither(string number, string hash, bool accepted, bool some)
    {
        Assert.Equal(accepted, VerifyTrail.TryAnchor(number, hash, out var anchor));
        Assert.Equal(some, anchor is not null);
    }
}

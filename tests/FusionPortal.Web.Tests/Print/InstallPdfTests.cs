using System.Text;
using FusionPortal.Checklists;
using FusionPortal.Conventions;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Print;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;
using Xunit;

namespace FusionPortal.Web.Tests.Print;

/// <summary>The install record on paper: names of any script are right or named as missing, and long tables go on over the page.</summary>
public sealed class InstallPdfTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pdf_HasItsTypefaceInIt_AndTheLettersOfTheName()
    {
        using var pdf = Open(Install("Кофейня Žluťoučký", made: 3));

        var fonts = Objects(pdf).Where(d => d.Elements.GetName("/Type") == "/FontDescriptor").ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, f => Assert.True(f.Elements.ContainsKey("/FontFile2"), "A typeface is not in the file."));
        Assert.All(fonts, f => Assert.Contains("Inter", f.Elements.GetName("/FontName")));
        var maps = string.Concat(Objects(pdf).Where(d => d.Elements.ContainsKey("/ToUnicode"))
            .Select(d => Encoding.ASCII.GetString(d.Elements.GetDictionary("/ToUnicode")!.Stream.UnfilteredValue)));
        Assert.All("КŽťčý", letter => Assert.Contains($"<{(int)letter:X4}>", maps, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("Install record of Кофейня Žluťoučký", pdf.Info.Title);
    }

    [Fact]
    public void Letters_TheTypefaceLacks_AreWrittenAsTheirNumberAndNamed()
    {
        var lacking = new SortedSet<Rune>();

        Assert.Equal("Café [U+55AB][U+8336] Łódź ≠ Ωμέγα", PrintFonts.Printable("Café 喫茶 Łódź ≠ Ωμέγα", lacking));

        Assert.Equal(["[U+55AB]", "[U+8336]"], lacking.Select(PrintFonts.Number));
    }

    [Fact]
    public void LongTables_GoOnOverThePage()
    {
        using var two = Open(Install("Acme", made: 3));
        using var many = Open(Install("Acme", made: 120));

        Assert.Equal(2, two.PageCount);
        Assert.InRange(many.PageCount, 12, 24);
    }

    [Fact]
    public void Licence_LiesBesideTheTypeface()
    {
        using var licence = typeof(PrintFonts).Assembly.GetManifestResourceStream("Fonts/Inter-OFL.txt");

        Assert.Contains("SIL OPEN FONT LICENSE", new StreamReader(licence!).ReadToEnd(), StringComparison.Ordinal);
    }

    private static PdfDocument Open(FinishedInstall install) =>
        PdfReader.Open(new MemoryStream(InstallPdf.Write(install)), PdfDocumentOpenMode.Import);

    private static IEnumerable<PdfDictionary> Objects(PdfDocument pdf) => pdf.Internals.GetAllObjects().OfType<PdfDictionary>();

    private static FinishedInstall Install(string title, int made)
    {
        var head = new RunHead(
            Guid.NewGuid(), RunKind.ClientInstall, title, "acme", title, EnvironmentKind.Production, null, null, null, "client-install",
            "Client install", 3, "Ana Ruiz", Noon, null, null, Noon, "Ana Ruiz", 1, "Ana Ruiz", Noon);
        var steps = new Dictionary<StepEvidence, int> { [StepEvidence.Claimed] = 5, [StepEvidence.Contradicted] = made };
        return new FinishedInstall(
            head, [new SectionEvidence("aws", "AWS resources", steps, 1)],
            [
                .. Enumerable.Range(0, made).Select(i => new MadeFact(
                    "S3 bucket", $"fusion-rms-acme-{i}", "name", $"fusion-rms-acme-{i}", $"arn:aws:s3:::{new string('x', 60)}{i}",
                    StepEvidence.Contradicted, "AWS shows another name.", $"step{i}", "a", "Make the bucket", "AWS resources", "Ana Ruiz",
                    Noon)),
            ],
            [new ClaimGroup(ClaimReason.OnSite, 5, ["Marek Novák"])], [new StepsOfPerson("Ana Ruiz", 5 + made)], new string('a', 64), Noon);
    }
}

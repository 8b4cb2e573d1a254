using System.Text;
using FusionPortal.Web.Components.Shared;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace FusionPortal.Web.Print;

/// <summary>A column of a printed table.</summary>
/// <param name="Share">Of the page's width, among the table's columns.</param>
internal sealed record PrintedColumn(string Title, double Share, bool IsNumber = false);

/// <summary>A document in the making: headings, text and tables from top to bottom, on as many A4 pages as they need.</summary>
internal sealed class PrintedPages : IDisposable
{
    private const double Margin = 48;
    private const double Foot = 56;
    private const double LineOf = 1.35;
    private const double Padding = 4;

    private readonly PdfDocument _document = new();
    private readonly SortedSet<Rune> _lacking = [];
    private readonly XPen _rule = new(XColor.FromArgb(0xCD, 0xD2, 0xDA), 0.5);
    private readonly XBrush _ink = new XSolidBrush(XColor.FromArgb(0x16, 0x1A, 0x22));
    private readonly XBrush _quiet = new XSolidBrush(XColor.FromArgb(0x46, 0x4E, 0x5C));
    private XGraphics? _current;
    private double _y;

    public PrintedPages(string title)
    {
        _document.Info.Title = Printable(title);
        _document.Info.Creator = "FusionPortal";
        _document.Language = "en";
        NextPage();
    }

    public void Dispose()
    {
        _current?.Dispose();
        _document.Dispose();
    }

    private XGraphics Page => _current!;

    private double Width => Page.PageSize.Width - (2 * Margin);

    private double Bottom => Page.PageSize.Height - Foot;

    /// <summary>What the document is about, once, at its top.</summary>
    public void Title(string text) => Write(text, PrintFonts.Bold(18), _ink, 4);

    /// <summary>A heading stays with what follows it.</summary>
    public void Heading(string text)
    {
        if (_y + 70 > Bottom) NextPage();
        _y += 14;
        Write(text, PrintFonts.Bold(12), _ink, 4);
    }

    public void Text(string text) => Write(text, PrintFonts.Regular(10), _ink, 4);

    public void Small(string text) => Write(text, PrintFonts.Regular(8.5), _quiet, 4);

    /// <summary>A row is never parted between two pages, and each page repeats the columns' titles.</summary>
    public void Table(IReadOnlyList<PrintedColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var shares = columns.Sum(c => c.Share);
        var widths = columns.Select(c => Width * c.Share / shares).ToList();
        var head = columns.Select(c => c.Title).ToList();
        if (head.Exists(title => title.Length > 0)) Row(columns, widths, head, PrintFonts.Bold(8.5), _quiet);
        foreach (var row in rows)
        {
            var font = PrintFonts.Regular(9);
            if (_y + HeightOf(row, widths, font) > Bottom)
            {
                NextPage();
                Row(columns, widths, head, PrintFonts.Bold(8.5), _quiet);
            }

            Row(columns, widths, row, font, _ink);
        }

        _y += 6;
    }

    /// <summary>Says which letters could not be printed, numbers the pages, and gives the file.</summary>
    public byte[] Close(string foot)
    {
        if (_lacking.Count > 0)
        {
            Small($"The typeface of this document lacks {Words.Count(_lacking.Count, "letter")}, written as "
                + $"{(_lacking.Count == 1 ? "its number" : "their numbers")} in Unicode: "
                + $"{Words.List(_lacking.Take(40).Select(PrintFonts.Number))}.");
        }

        Page.Dispose();
        var font = PrintFonts.Regular(8);
        foreach (var (at, page) in _document.Pages.Cast<PdfPage>().Index())
        {
            using var graphics = XGraphics.FromPdfPage(page);
            var y = graphics.PageSize.Height - 30;
            graphics.DrawString(Printable(foot), font, _quiet, Margin, y);
            var number = $"Page {at + 1} of {_document.PageCount}";
            graphics.DrawString(number, font, _quiet, graphics.PageSize.Width - Margin - graphics.MeasureString(number, font).Width, y);
        }

        using var file = new MemoryStream();
        _document.Save(file, false);
        return file.ToArray();
    }

    private void NextPage()
    {
        _current?.Dispose();
        var page = _document.AddPage();
        page.Size = PageSize.A4;
        _y = Margin;
        _current = XGraphics.FromPdfPage(page);
    }

    private string Printable(string text) => PrintFonts.Printable(text, _lacking);

    private void Write(string text, XFont font, XBrush brush, double after)
    {
        foreach (var line in Lines(Printable(text), font, Width))
        {
            if (_y + (font.Size * LineOf) > Bottom) NextPage();
            _y += font.Size * LineOf;
            Page.DrawString(line, font, brush, Margin, _y);
        }

        _y += after;
    }

    private void Row(
        IReadOnlyList<PrintedColumn> columns, List<double> widths, IReadOnlyList<string> cells, XFont font, XBrush brush)
    {
        var (x, top, height) = (Margin, _y, HeightOf(cells, widths, font));
        foreach (var (at, cell) in cells.Index())
        {
            var y = top + Padding;
            foreach (var line in Lines(Printable(cell), font, widths[at] - (2 * Padding)))
            {
                y += font.Size * LineOf;
                var left = columns[at].IsNumber ? x + widths[at] - Padding - Page.MeasureString(line, font).Width : x + Padding;
                Page.DrawString(line, font, brush, left, y - 2);
            }

            x += widths[at];
        }

        _y = top + height;
        Page.DrawLine(_rule, Margin, _y, Margin + Width, _y);
    }

    private double HeightOf(IReadOnlyList<string> cells, List<double> widths, XFont font) =>
        (cells.Select((cell, at) => Lines(Printable(cell), font, widths[at] - (2 * Padding)).Count()).Max() * font.Size * LineOf)
            + (2 * Padding);

    // By words; a word wider than the line, such as an ARN, is parted where the line ends.
    private IEnumerable<string> Lines(string text, XFont font, double width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Fits(longer))
            {
                line = longer;
                continue;
            }

            if (line.Length > 0) yield return line;
            line = word;
            while (!Fits(line))
            {
                var most = MostThatFits(line);
                yield return line[..most];
                line = line[most..];
            }
        }

        yield return line;

        bool Fits(string part) => Page.MeasureString(part, font).Width <= width;

        int MostThatFits(string part)
        {
            var most = part.Length - 1;
            while (most > 1 && (!Fits(part[..most]) || char.IsHighSurrogate(part[most - 1]))) most--;
            return most;
        }
    }
}

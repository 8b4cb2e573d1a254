using FusionPortal.Core.Reports;
using FusionPortal.Web.Components.Pages.Runs;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Print;

/// <summary>The record of a finished install on paper, for the client: the same as its page shows, in UTC.</summary>
internal static class InstallPdf
{
    /// <summary>A PDF with its typeface in it.</summary>
    public static byte[] Write(FinishedInstall install)
    {
        using var pages = new PrintedPages($"Install record of {install.Head.Title}");
        pages.Small("FusionPortal, install record");
        pages.Title(FinishedLabels.Sentence(install));
        pages.Text(FinishedLabels.Line(install));
        pages.Text(FinishedLabels.Next(install));
        Record(pages, install);
        Evidence(pages, install);
        Made(pages, install);
        Open(pages, install);
        Claims(pages, install);
        Sections(pages, install);
        People(pages, install);
        return pages.Close($"Install record of {install.Head.OrgId}, as of {Moment(install.AsOf)}");
    }

    private static void Record(PrintedPages pages, FinishedInstall install)
    {
        pages.Heading("Record");
        pages.Table(
            [new("", 1), new("", 4)],
            [
                ["Organization ID", install.Head.OrgId ?? ""],
                ["Checklist", $"{install.Head.TemplateTitle}, version {install.Head.TemplateVersion}"],
                ["Begun", $"{Moment(install.Head.StartedAt)}, {install.Head.StartedBy}"],
                ["Finished", install.Head.FinishedAt is { } at ? $"{Moment(at)}, {install.Head.FinishedBy}" : "By what it is linked to"],
                ["As of", Moment(install.AsOf)],
                ["SHA-256", install.Sha256],
            ]);
    }

    private static void Evidence(PrintedPages pages, FinishedInstall install)
    {
        pages.Heading("What stands behind it");
        pages.Table(
            [new("Evidence", 2), new("Meaning", 3), new("Steps", 1, IsNumber: true)],
            FinishedLabels.Order.Select(e => (IReadOnlyList<string>)
                [FinishedLabels.WordOf(e), FinishedLabels.MeaningOf(e), Words.Number(install.Count(e))]));
        pages.Small(FinishedLabels.Sum(install));
    }

    private static void Made(PrintedPages pages, FinishedInstall install)
    {
        pages.Heading("What was made");
        if (install.Made.Count == 0)
        {
            pages.Text(FinishedLabels.NothingMade);
            return;
        }

        pages.Table(
            [new("Made", 2), new("We recorded", 3), new("AWS says", 3), new("State", 2), new("Step, and who", 3)],
            install.Made.Select(m => (IReadOnlyList<string>)
            [
                $"{m.Kind}, {m.Fact}", m.Recorded, m.Shown ?? "not told", FinishedLabels.WordOf(m.Evidence),
                $"{m.Letter}) {m.StepTitle}, {m.By}, {Words.Date(m.At, TimeZoneInfo.Utc)}",
            ]));
    }

    private static void Open(PrintedPages pages, FinishedInstall install)
    {
        pages.Heading("What is open");
        var open = install.Open.ToList();
        if (open.Count == 0)
        {
            pages.Text(FinishedLabels.NothingOpen);
            return;
        }

        pages.Table(
            [new("What", 2), new("Why", 4), new("State", 2), new("Recorded by", 2)],
            open.Select(m => (IReadOnlyList<string>)
                [$"{m.Kind} {m.Resource}, {m.Fact}", m.Why ?? "", FinishedLabels.WordOf(m.Evidence), m.By]));
    }

    private static void Claims(PrintedPages pages, FinishedInstall install)
    {
        if (install.Claims.Count == 0) return;
        pages.Heading("What stays claimed, and why");
        pages.Table(
            [new("Why AWS cannot say", 4), new("Second person", 3), new("Steps", 1, IsNumber: true)],
            install.Claims.Select(c => (IReadOnlyList<string>)
            [
                FinishedLabels.WhyOf(c.Reason), c.SecondPersons.Count == 0 ? "None" : Words.List(c.SecondPersons), Words.Number(c.Steps),
            ]));
    }

    private static void Sections(PrintedPages pages, FinishedInstall install)
    {
        pages.Heading("By section");
        pages.Table(
            [
                new("Section", 4), new("Done", 1, IsNumber: true),
                .. FinishedLabels.Order.Select(e => new PrintedColumn(FinishedLabels.WordOf(e), 1.4, IsNumber: true)),
                new("Not applicable", 1.4, IsNumber: true),
            ],
            install.Sections.Select(s => (IReadOnlyList<string>)
            [
                s.Title, Words.Number(s.Done), .. FinishedLabels.Order.Select(e => Words.Number(s.Steps.GetValueOrDefault(e))),
                Words.Number(s.NotApplicable),
            ]));
    }

    private static void People(PrintedPages pages, FinishedInstall install)
    {
        pages.Heading("People");
        pages.Table(
            [new("Who", 4), new("Steps", 1, IsNumber: true)],
            install.People.Select(p => (IReadOnlyList<string>)[p.Name, Words.Number(p.Steps)]));
    }

    private static string Moment(DateTimeOffset at) => Words.DateAndTime(at, TimeZoneInfo.Utc, withOffset: true);
}

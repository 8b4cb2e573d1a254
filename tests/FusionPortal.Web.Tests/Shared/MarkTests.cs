using Bunit;
using FusionPortal.Conventions;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class MarkTests : BunitContext
{
    [Fact]
    public void Unknown_AsStatus_IsHatchedAndNeverGreen()
    {
        var mark = Render<StatusMark>(p => p.Add(m => m.Kind, StatusKind.Unknown).Add(m => m.Text, "Not evaluated"));

        Assert.Equal(["status", "unknown", "box"], mark.Find("span").ClassList);
        Assert.Equal("#i-unk", mark.Find("use").GetAttribute("href"));
    }

    [Fact]
    public void Status_OfEveryKind_HasIconAndWord()
    {
        foreach (var kind in Enum.GetValues<StatusKind>())
        {
            var mark = Render<StatusMark>(p => p.Add(m => m.Kind, kind).Add(m => m.Text, "word"));
            Assert.Equal("word", mark.Find("span > span").TextContent);
            Assert.Contains(mark.Find("use").GetAttribute("href")!.TrimStart('#'), DrawnIcons.All);
        }
    }

    [Theory]
    [InlineData(Evidence.ClaimedAndObserved, "pass")]
    [InlineData(Evidence.Contradicted, "fail")]
    [InlineData(Evidence.Claimed, "idle")]
    [InlineData(Evidence.Observed, "idle")]
    [InlineData(Evidence.CannotSee, "unknown")]
    public void Evidence_OfEachState_TakesItsColour(Evidence state, string css) =>
        Assert.Contains(css, Render<EvidenceMark>(p => p.Add(m => m.State, state)).Find("span").ClassList);

    [Theory]
    [InlineData(Severity.Info, 0)]
    [InlineData(Severity.Low, 1)]
    [InlineData(Severity.Medium, 2)]
    [InlineData(Severity.High, 3)]
    [InlineData(Severity.Critical, 4)]
    public void SeverityBars_OfEachSeverity_FillAsFarAsItMatters(Severity severity, int filled)
    {
        var bars = Render<SeverityBars>(p => p.Add(b => b.Severity, severity));

        Assert.Equal(filled, bars.FindAll("rect").Count(r => r.GetAttribute("fill") != "var(--line-strong)"));
        Assert.Equal(severity == Severity.Critical, bars.Markup.Contains("--fail-mark", StringComparison.Ordinal));
        Assert.Contains(severity.ToString(), bars.Find("span").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressBar_TinyShare_StillShows()
    {
        var bar = Render<ProgressBar>(p => p.Add(b => b.Total, 10_000).Add(b => b.Segments,
            [new ProgressSegment(StatusKind.Pass, 9_999, "done"), new ProgressSegment(StatusKind.Fail, 1, "contradicted"),
                new ProgressSegment(StatusKind.Warn, 0, "blocked")]));

        Assert.Equal("9,999 done, 1 contradicted, 0 blocked, of 10,000", bar.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(["width:99.99%", "width:0.6%"], bar.FindAll("i").Select(i => i.GetAttribute("style")));
    }

    [Fact]
    public void SourceMark_OfACompanyRule_SaysNothing()
    {
        Assert.Empty(Render<SourceMark>(p => p.Add(m => m.Source, RuleSource.CompanyGuide)).Markup.Trim());
        Assert.Contains(
            "portal default, not a company rule", Render<SourceMark>(p => p.Add(m => m.Source, RuleSource.PortalDefault)).Markup,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Age_InAnotherZone_ShowsExactTimeOfThatZoneOnHover()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 47, 0, TimeSpan.Zero));
        Services.AddSingleton<TimeProvider>(clock);
        var at = clock.GetUtcNow().AddMinutes(-6);

        var age = Render<Age>(p => p.Add(a => a.At, at).AddCascadingValue(new BrowserFacts(false, "America/New_York")));

        Assert.Equal("6 min ago", age.Find("time").TextContent);
        Assert.Equal("23 Nov 2026, 04:41 UTC-05:00", age.Find("time").GetAttribute("title"));
    }

    [Theory]
    [InlineData("Ana Ruiz", "AR")]
    [InlineData("Marek van der Novák", "MN")]
    [InlineData("fusionportal", "F")]
    [InlineData("  ", "?")]
    [InlineData("Élodie Žák", "ÉŽ")]
    public void Initials_OfAName_AreFirstAndLast(string name, string expected) => Assert.Equal(expected, Person.Initials(name));

    [Fact]
    public void Person_AvatarOnly_IsStillNamed()
    {
        var person = Render<Person>(p => p.Add(x => x.SubjectId, "ana.ruiz").Add(x => x.Name, "Ana Ruiz").Add(x => x.AvatarOnly, true)
            .Add(x => x.At, new DateTimeOffset(2026, 11, 23, 9, 12, 0, TimeSpan.Zero)));

        Assert.Equal("Ana Ruiz, 23 Nov 2026, 09:12", person.Find("[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public void Person_HasOneTint_WhetherARecordKeepsTheIdOrTheNameAlone()
    {
        string? Tint(string subject) => Render<Person>(p => p.Add(x => x.SubjectId, subject).Add(x => x.Name, "Marek Novák"))
            .Find(".avatar").ClassName;

        Assert.Equal(Tint("marek.novak"), Tint("Marek Novák"));
        Assert.Contains("tint-", Tint("marek.novak"), StringComparison.Ordinal);
    }
}

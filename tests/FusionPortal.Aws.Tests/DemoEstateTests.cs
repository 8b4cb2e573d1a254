using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Rules;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Aws.Tests;

public sealed class DemoEstateTests
{
    private readonly DemoEstate _demo = DemoEstate.Create();

    private static (string, string) Key(PlantedTruth truth) => (truth.Subject, truth.ConventionId);

    // Every account has a root user; the estate does not list it.
    private HashSet<string> Arns =>
        [.. _demo.Estate.All.Select(r => r.Arn), .. _demo.Estate.Accounts.Select(a => $"arn:aws:iam::{a.Id}:root")];

    [Fact]
    public void Demo_IsOfTheSizePromised()
    {
        var active = _demo.Estate.Accounts.Where(a => a.State == SimulatedAccount.Active).ToList();
        Assert.Equal(3, active.Count);
        Assert.Equal(["SUSPENDED", "CLOSED"], _demo.Estate.Accounts.Except(active).Select(a => a.State));
        Assert.Equal(2, _demo.Estate.Regions.Count);
        Assert.Equal(42, _demo.Clients.Count);
        Assert.InRange(_demo.Estate.All.Count(), 950, 1_100);
        // One for each client, four where they do not belong, and two people.
        Assert.Equal(_demo.Clients.Count + 8, _demo.IamUsers.Count);
        Assert.All(active, a => Assert.Contains(_demo.Estate.Regions, r => _demo.Estate.Count(a.Id, r) > 0));
    }

    [Fact]
    public void Demo_MadeTwice_IsTheSame()
    {
        var again = DemoEstate.Create();

        Assert.Equal(
            _demo.Estate.All.OrderBy(r => r.Arn, StringComparer.Ordinal).SelectMany(Lines),
            again.Estate.All.OrderBy(r => r.Arn, StringComparer.Ordinal).SelectMany(Lines));
        Assert.Equal(_demo.Truth, again.Truth);

        static IEnumerable<string> Lines(SimulatedResource r) =>
            [r.Arn, $"{r.Made} {r.Facts}", .. r.Tags.Select(t => $"{t.Key}={t.Value}")];
    }

    [Fact]
    public void Truth_NamesResourcesThatAreThere_AndEveryConventionAtLeastTwice()
    {
        Assert.All(
            _demo.Truth.Where(t => !t.Subject.StartsWith("organization:", StringComparison.Ordinal)), t =>
            Assert.Contains(t.Subject, Arns));
        Assert.All(
            _demo.NearMisses.Where(m => !m.Subject.StartsWith("organization:", StringComparison.Ordinal)), m =>
            Assert.Contains(m.Subject, Arns));
        Assert.Equal(_demo.Truth.Count, _demo.Truth.DistinctBy(t => (t.Subject, t.ConventionId)).Count());
        Assert.All(_demo.Truth.GroupBy(t => t.ConventionId), planted => Assert.True(planted.Count() >= 2, planted.Key));
        Assert.DoesNotContain(_demo.NearMisses, m => _demo.Truth.Any(t => t.Subject == m.Subject && t.ConventionId == m.ConventionId));
    }

    [Fact]
    public void ListedTruth_IsOfWhatTheTaggingApiDoesNotKnow()
    {
        Assert.All(_demo.ListedTruth.Where(t => !t.Subject.StartsWith("organization:", StringComparison.Ordinal)), t =>
        {
            if (t.Subject.EndsWith(":root", StringComparison.Ordinal)) return;
            var there = _demo.Estate.Find(t.Subject)!.Resource;
            // How a resource is set up, and where it is, is told by its own service, whatever tags it has.
            Assert.True(
                !there.EverTagged || ArnKind.Of(there.Arn) == ArnKind.User
                || ConventionBook.Default.Convention(t.ConventionId)!.Rule.Category != RuleCategory.Tag,
                t.Subject);
        });
        Assert.Empty(_demo.ListedTruth.Select(Key).Intersect(_demo.Truth.Select(Key)));
        Assert.Empty(_demo.ListedTruth.Select(Key).Intersect(_demo.NearMisses.Select(m => (m.Subject, m.ConventionId))));
    }

    [Fact]
    public void CreatorTruth_IsExactlyWhatRootMade_AndOnlyOfWhatHasFindings()
    {
        var byRoot = _demo.Estate.All.Where(r => r.Made is { ByRoot: true }).Select(r => r.Arn).Order(StringComparer.Ordinal);

        Assert.Equal(_demo.CreatorTruth.Select(t => t.Subject).Order(StringComparer.Ordinal), byRoot);
        Assert.All(_demo.CreatorTruth, t => Assert.Equal("WHO-01", t.ConventionId));
        // The portal asks who made what has findings, and nobody else's maker.
        var found = _demo.Truth.Concat(_demo.ListedTruth).Select(t => t.Subject).ToHashSet();
        Assert.Subset(found, _demo.CreatorTruth.Select(t => t.Subject).ToHashSet());
        Assert.Subset(found, _demo.NearMisses.Where(m => m.ConventionId == "WHO-01").Select(m => m.Subject).ToHashSet());
    }

    [Fact]
    public void EveryConventionThatAScanCanViolate_IsPlantedAtLeastTwice()
    {
        var planted = _demo.Truth.Concat(_demo.ListedTruth).Concat(_demo.CreatorTruth).CountBy(t => t.ConventionId).ToDictionary();

        // What it takes no resource to break is judged of the portal's own records, and the demo's are right.
        var scanned = ConventionBook.Default.Conventions.Where(c => c.Rule.Breaks.Resources.Count > 0).Select(c => c.Id);
        Assert.Equal(scanned.Order(StringComparer.Ordinal), planted.Keys.Order(StringComparer.Ordinal));
        Assert.All(planted, p => Assert.True(p.Value >= 2, p.Key));
    }

    [Fact]
    public void Tags_KeepToWhatAwsAllows()
    {
        Assert.All(_demo.Estate.All.SelectMany(r => r.Tags), t =>
        {
            Assert.InRange(t.Key.Length, 1, 128);
            Assert.InRange(t.Value.Length, 0, 256);
        });
    }
}

using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;

namespace FusionPortal.Core.Tests.History;

/// <summary>What was answered at a moment is answered for that moment for ever: over random histories, for everything that takes a
/// moment.</summary>
public sealed class AsOfTests(TestCluster cluster) : ScanTestBase(cluster)
{
    /// <summary>What shows something that retention drops.</summary>
    private static readonly string[] Drops =
        ["InventoryQueries.ListAsync", "InventoryQueries.CountAsync", "ResourceQueries.ListAsync", "ResourceQueries.GetAsync",
            "FindingQueries.GetAsync",
            "CoverageLedgerQueries.ReadAsync", "ProduceReport.ExecuteAsync coverage",
            "CertifyReport.ExecuteAsync coverage", "ProduceReport.ExecuteAsync inventory", "CertifyReport.ExecuteAsync inventory"];

    [Fact]
    public void Questions_AreThereForEverythingThatTakesAMoment() =>
        Assert.Equal(
            new PastQuestions(Scanner.Portal).Needed, new PastQuestions(Scanner.Portal).All([Guid.Empty], [Guid.Empty])
                .Select(q => q.Method).Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public async Task Questions_OfTheFuture_AreRefused()
    {
        await Scanner.ScanAsync(Ct);
        var future = Scanner.Clock.GetUtcNow().AddSeconds(1);

        foreach (var question in new PastQuestions(Scanner.Portal).All([Guid.CreateVersion7()], [Guid.CreateVersion7()]))
        {
            // What reports and pages are made of takes a moment that was settled before.
            if (question.Method is "RunRecord.HeadAsync" or "RunRecord.RowsAsync" or "BookQueries.AtAsync" or "BookQueries.ConventionAsync")
                continue;
            var refused = await Assert.ThrowsAsync<RefusedException>(() => question.AskAsync(future, Ct));
            Assert.True(refused.Code == "as-of-in-future", $"{question.Method} says {refused.Code}.");
        }
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 12)]
    public Task Past_AskedLater_IsWhatWasAnsweredThen(int seed, int steps) => HoldsAsync(seed, steps);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(3, 60)]
    [InlineData(4, 60)]
    [InlineData(5, 60)]
    public Task Past_OfALongHistory_IsWhatWasAnsweredThen(int seed, int steps) => HoldsAsync(seed, steps);

    // Every third step is asked about: what is in between is in the later answers, too.
    private async Task HoldsAsync(int seed, int steps)
    {
        await using var scanner = new TestScanner(
            Postgres, configuration: new() { ["Aws:DiscoverRegions"] = "true", ["Retention:ResourceDays"] = "7" });
        var random = new Random(seed);
        var history = new RandomHistory(scanner, random, Ct);
        var questions = new PastQuestions(scanner.Portal);
        var answers = new List<(int Step, DateTimeOffset At, PastQuestion Question, string Answer)>();
        await history.BeginAsync();
        for (var step = 1; step <= steps; step++)
        {
            scanner.Clock.Advance(TimeSpan.FromMinutes(1));
            await history.StepAsync();
            scanner.Clock.Advance(TimeSpan.FromSeconds(1));
            if (step % 3 == 0 || step == steps) await AnswerAsync(step);
        }

        scanner.Clock.Advance(TimeSpan.FromDays(1));
        await scanner.ScanAsync(Ct);
        var notKept = 0;
        foreach (var (step, at, question, answer) in answers)
        {
            try
            {
                Same(answer, await question.AskAsync(at, Ct),
                    $"Seed {seed}: {question.Method} {question.Name} as of step {step}, later. {Done()}");
            }
            catch (RefusedException refused) when (
                Drops.Contains(question.Method) && refused.Details is MomentNotKept kept && at < kept.KeptFrom)
            {
                notKept++;
            }
        }

        // Retention takes resources only, and not all of them.
        Assert.True(
            notKept < answers.Count(a => Drops.Contains(a.Question.Method)), $"Seed {seed}: {notKept} of {answers.Count}. {Done()}");
        var notDone = steps >= 2 * RandomHistory.Acts.Count ? RandomHistory.Acts.Except(history.Done) : [];
        Assert.True(!notDone.Any(), $"Seed {seed}: nobody did {string.Join(", ", notDone)}. {Done()}");

        string Done() => $"Done: {string.Join(' ', history.Done)}.";

        async Task AnswerAsync(int step)
        {
            var at = scanner.Clock.GetUtcNow();
            var findings = (await scanner.Portal.Get<FindingQueries>().ListAsync(
                new FindingFilter(Statuses: Enum.GetValues<FindingStatus>()), FindingSort.Severity, null, 500, Ct)).Rows;
            var some = findings.OrderBy(_ => random.Next()).Take(4).Select(f => f.Id).ToList();
            foreach (var question in questions.All(some, [.. history.Runs]))
            {
                var answer = await question.AskAsync(at, Ct);
                answers.Add((step, at, question, answer));
                if (!question.SaysItsMoment)
                    Same(await question.AskAsync(null, Ct), answer,
                    $"Seed {seed}: {question.Method} {question.Name} of now, and as of now, at step {step}. {Done()}");
            }
        }
    }

    private static void Same(string expected, string actual, string what)
    {
        if (expected == actual) return;
        var (first, second) = (expected.Split('\n'), actual.Split('\n'));
        var line = first.Zip(second).TakeWhile(l => l.First == l.Second).Count();
        Assert.Fail(
            $"{what} Line {line}: {first.ElementAtOrDefault(line)} became "
                + $"{second.ElementAtOrDefault(line)}\n{string.Join('\n', first.Take(line).TakeLast(30))}");
    }
}

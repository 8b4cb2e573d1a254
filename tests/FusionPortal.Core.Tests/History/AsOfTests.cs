using FusionPortal.Core.Findings;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.History;

/// <summary>What was answered at a moment is answered for that moment for ever: over random histories, for everything that takes a moment.</summary>
public sealed class AsOfTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public void Questions_AreThereForEverythingThatTakesAMoment() =>
        Assert.Equal(PastQuestions.InCore, new PastQuestions(Scanner.Portal).All([Guid.Empty], [Guid.Empty]).Select(q => q.Method).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Questions_OfTheFuture_AreRefused()
    {
        await Scanner.ScanAsync(Ct);
        var future = Scanner.Clock.GetUtcNow().AddSeconds(1);

        foreach (var question in new PastQuestions(Scanner.Portal).All([Guid.CreateVersion7()], [Guid.CreateVersion7()]))
        {
            // What reports and pages are made of takes a moment that was settled before.
            if (question.Method is "RunRecord.HeadAsync" or "RunRecord.RowsAsync" or "BookQueries.AtAsync" or "BookQueries.ConventionAsync") continue;
            var refused = await Assert.ThrowsAsync<RefusedException>(() => question.AskAsync(future, Ct));
            Assert.True(refused.Code == "as-of-in-future", $"{question.Method} says {refused.Code}.");
        }
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    public Task Past_AskedLater_IsWhatWasAnsweredThen(int seed, int steps) => HoldsAsync(seed, steps);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(3, 60)]
    [InlineData(4, 60)]
    [InlineData(5, 60)]
    public Task Past_OfALongHistory_IsWhatWasAnsweredThen(int seed, int steps) => HoldsAsync(seed, steps);

    private async Task HoldsAsync(int seed, int steps)
    {
        var random = new Random(seed);
        var history = new RandomHistory(Scanner, random, Ct);
        var questions = new PastQuestions(Scanner.Portal);
        var answers = new List<(int Step, DateTimeOffset At, PastQuestion Question, string Answer)>();
        await history.BeginAsync();
        for (var step = 0; step < steps; step++)
        {
            Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
            await history.StepAsync();
            Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
            await AnswerAsync(step);
        }

        Scanner.Clock.Advance(TimeSpan.FromDays(1));
        await Scanner.ScanAsync(Ct);
        foreach (var (step, at, question, answer) in answers)
            Same(answer, await question.AskAsync(at, Ct), $"Seed {seed}: {question.Method} {question.Name} as of step {step}, later. {Done()}");

        string Done() => $"Done: {string.Join(' ', history.Done)}.";

        async Task AnswerAsync(int step)
        {
            var at = Scanner.Clock.GetUtcNow();
            var findings = await FindingsAsync(new FindingFilter(Statuses: Enum.GetValues<FindingStatus>()));
            var some = findings.OrderBy(_ => random.Next()).Take(4).Select(f => f.Id).ToList();
            foreach (var question in questions.All(some, [.. history.Runs]))
            {
                var answer = await question.AskAsync(at, Ct);
                answers.Add((step, at, question, answer));
                if (!question.SaysItsMoment) Same(await question.AskAsync(null, Ct), answer, $"Seed {seed}: {question.Method} {question.Name} of now, and as of now, at step {step}. {Done()}");
            }
        }
    }

    private static void Same(string expected, string actual, string what)
    {
        if (expected == actual) return;
        var (first, second) = (expected.Split('\n'), actual.Split('\n'));
        var line = first.Zip(second).TakeWhile(l => l.First == l.Second).Count();
        Assert.Fail($"{what} Line {line}: {first.ElementAtOrDefault(line)} became {second.ElementAtOrDefault(line)}\n{string.Join('\n', first.Take(line).TakeLast(30))}");
    }
}

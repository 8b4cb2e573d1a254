using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using Npgsql;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>Some resources, whose they are, and what every convention makes of them, worst first.</summary>
internal sealed record JudgedResources(
    IReadOnlyList<(Attribution Client, IReadOnlyList<ConventionVerdict> Verdicts)> All, PortalRecords Records, ConventionBook Book)
{
    /// <summary>What they were judged with; null where there were none.</summary>
    public EvaluationPlan? Plan { get; init; }
}

/// <summary>
/// What conventions make of single resources. What was judged stands: findings, and why others could not be. That a convention judges the
/// resource at all, and is kept, nobody stores; that is judged again, of these resources alone, with the book and the records of the
/// moment.
/// </summary>
internal sealed class ResourceVerdicts(
    BookQueries books, OrganizationQueries organizations, AccountQueries accounts, CapturedQueries captured, Knowledge knowledge,
    TimeProvider clock)
{
    /// <param name="connection">Open.</param>
    /// <param name="resources">As a list gave them at that moment.</param>
    /// <param name="asOf">The moment; null for now.</param>
    /// <param name="isOne">Whether checklists and what lies in a VPC are read too, for conventions that judge by them.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<JudgedResources> OfAsync(
        NpgsqlConnection connection, IReadOnlyList<PlacedResource> resources, DateTimeOffset? asOf, bool isOne,
        CancellationToken cancellationToken)
    {
        var book = await books.AtAsync(asOf, cancellationToken);
        var records = new PortalRecords(
            await organizations.RecordsAtAsync(asOf, cancellationToken), await accounts.RecordsAtAsync(asOf, cancellationToken))
        {
            Captured = isOne ? new(await captured.AtAsync(asOf, cancellationToken)) : CapturedResources.None,
        };
        if (resources.Count == 0) return new([], records, book);
        var observations = resources.Select(r => Observed(r)).ToList();
        var plan = EvaluationPlan.Compile(
            book, records, ScanReach.Everything with { Day = DateOnly.FromDateTime((asOf ?? clock.GetUtcNow()).UtcDateTime) });
        var neighbours = await Neighbours.OfAsync(connection, observations, asOf, cancellationToken);
        var said = Judge(plan, observations, neighbours);
        var stored = await StoredVerdicts.ReadAsync(
            connection, knowledge, [.. book.Conventions.Select(c => c.Id)], resources, asOf, cancellationToken);
        return new(
            [.. resources.Select((r, i) => (plan.Attribute(observations[i]), Of(book, r, observations[i], said, stored)))], records, book)
        {
            Plan = plan,
        };
    }

    private static Dictionary<(string, string), Said> Judge(
        EvaluationPlan plan, List<Observation> observations, List<Observation> neighbours)
    {
        var sink = new SaidOfResources(observations.Select(o => o.Arn).ToHashSet(StringComparer.Ordinal));
        var session = plan.Begin();
        var all = observations.Concat(neighbours).DistinctBy(o => o.Arn).ToList();
        foreach (var observation in all) session.Know(observation);
        foreach (var observation in all) session.Observe(observation, ref sink);
        session.Complete(ref sink);
        return sink.All;
    }

    private static IReadOnlyList<ConventionVerdict> Of(
        ConventionBook book, PlacedResource resource, Observation observation, Dictionary<(string, string), Said> said,
        StoredVerdicts stored) =>
        [.. book.Conventions.Where(c => c.Rule.Subject == RuleSubject.Resource && c.IsFor(resource.Row.Kind))
            .Select(c => Of(book, c, resource, said.GetValueOrDefault((observation.Arn, c.Id)), stored)).OfType<ConventionVerdict>()
            .OrderBy(v => v.Verdict).ThenByDescending(v => v.Convention.Severity).ThenBy(v => v.Convention.Id, StringComparer.Ordinal)];

    // Null where the convention does not judge it.
    private static ConventionVerdict? Of(
        ConventionBook book, Convention convention, PlacedResource resource, Said? said, StoredVerdicts stored)
    {
        var summary = BookQueries.Summary(book, convention);
        if (stored.Finding(resource, convention.Id) is { } finding)
            return new(
                summary, ResourceVerdict.Violation, finding.Title, null, finding.NotEvaluatedSince ?? finding.FirstSeenAt, finding);
        ConventionVerdict Open(string why, string? answer, DateTimeOffset? since) =>
            new(summary, ResourceVerdict.NotEvaluated, why, answer, since, null);
        // Judged by others, of which only some are at hand here: that something is said tells that the convention judges it.
        var byOthers = convention.Rule is EstateRule;
        if (stored.Reason(resource, convention.Id) is { } own) return Open(own.Why, own.Answer, own.Since);
        if (said is null) return null;
        if (stored.Sight(resource) is { Since: { } since } unread)
            return Open(unread.Message, StoredVerdicts.Answer(unread.Outcome), since);
        if (byOthers)
        {
            return stored.SharedReasons(resource, convention.Id).FirstOrDefault() is { } shared
                ? Open(shared.Why, shared.Answer, shared.Since)
                : new(summary, ResourceVerdict.Pass, convention.Rule.Label, null, null, null);
        }

        if (said.Verdict != ResourceVerdict.NotEvaluated) return new(summary, said.Verdict, said.Sentence, null, null, null);
        var same = stored.SharedReasons(resource, convention.Id).FirstOrDefault(s => s.Why == said.Sentence);
        return Open(said.Sentence, said.Answer, same?.Since);
    }

    internal static Observation Observed(PlacedResource placed) => new(
        placed.Row.Arn, placed.Row.Kind, placed.Row.Name, placed.Row.AccountId, placed.Row.Region,
        placed.Row.Tags is { ValueKind: JsonValueKind.Object } tags
            ? new TagCollection(tags.EnumerateObject().Select(t => KeyValuePair.Create(t.Name, t.Value.GetString() ?? "")))
            : TagCollection.Empty,
        placed.Row.Facts)
    {
        TagsKnown = placed.TagsKnown,
    };
}

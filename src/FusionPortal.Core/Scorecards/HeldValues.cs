using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using Npgsql;

namespace FusionPortal.Core.Scorecards;

/// <summary>
/// Puts what checklists recorded of resources beside what AWS shows. It judges nothing: that something is contradicted is said by an open
/// finding, so that this and the list of findings never disagree.
/// </summary>
internal sealed class HeldValues(BookQueries books)
{
    /// <summary>Contradictions first, then in the order of the checklists.</summary>
    /// <param name="captured">Of one client or one resource.</param>
    /// <param name="seen">What each of them may mean.</param>
    /// <param name="orgId">Of whose missing resources findings tell; null for a shared resource.</param>
    public async Task<IReadOnlyList<HeldValue>> OfAsync(
        NpgsqlConnection connection, IReadOnlyList<CapturedResource> captured, ILookup<CapturedResource, SeenRow> seen, string? orgId,
        DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (captured.Count == 0) return [];
        var book = await books.AtAsync(asOf, cancellationToken);
        var asCaptured = book.Conventions.Where(c => c.Rule.Word == RuleKinds.Of<AsCaptured>().Word).Select(c => c.Id).ToArray();
        var exists = book.Conventions.Where(c => c.Rule.Word == RuleKinds.Of<CapturedExists>().Word).Select(c => c.Id).ToArray();
        var subjects = seen.SelectMany(s => s).Select(s => s.Arn).Distinct().ToList();
        if (orgId is not null) subjects.Add(SubjectOf(orgId));
        var told = await ToldAsync(connection, [.. asCaptured, .. exists], subjects, asOf, cancellationToken);
        var values = captured.SelectMany(c => Of(
            c, [.. seen[c]], told.Where(t => asCaptured.Contains(t.ConventionId)).ToLookup(t => t.SubjectHash),
            told.FirstOrDefault(t => exists.Contains(t.ConventionId) && t.Number is not null)));
        return [.. values.OrderBy(v => v.State == HeldState.Contradicted ? 0 : 1)];
    }

    private static IEnumerable<HeldValue> Of(
        CapturedResource captured, List<SeenRow> meant, ILookup<Guid, Told> ofResources, Told? missing)
    {
        var one = meant is [var only] ? only : null;
        var notThere = meant.Count == 0 && missing?.Names($"Missing {ResourceKinds.Label(captured.Kind)}", captured.Name.Shown) == true
            ? missing.Number : null;
        yield return Row(captured, one, captured.Name, ShownFact.Name.Label, one?.Name, meant.Count switch
        {
            0 when notThere is not null => (HeldState.Contradicted, "AWS does not have it.", notThere),
            0 => (HeldState.Unseen, "No scan has shown it.", null),
            1 => (HeldState.Agrees, null, null),
            var count => (HeldState.Open, $"AWS has {count} of this name, and which is meant cannot be told.", null),
        });
        foreach (var value in captured.Values)
        {
            if (ShownFact.OfEveryKind.Concat(ResourceKinds.Of(captured.Kind).Shows).FirstOrDefault(f => f.Id == value.Fact) is not { } fact)
                continue;
            var shown = one is null ? null : fact.Read(one.Observation);
            // An answer is shown in the words of the checklist on both sides.
            yield return Row(
                captured, one, value, fact.Label, shown == value.Value ? value.Shown : shown, Held(fact, value, one, shown, ofResources));
        }
    }

    private static (HeldState, string?, long?) Held(
        ShownFact fact, CapturedValue value, SeenRow? one, string? shown, ILookup<Guid, Told> told)
    {
        if (one is null) return (HeldState.Unseen, "Nothing that was read is surely the resource.", null);
        if (shown is null) return (HeldState.Unseen, "No scan has read it.", null);
        if (fact.Matches(value.Value, shown)) return (HeldState.Agrees, null, null);
        var of = told[SeenOf.HashOf(one.Arn)].ToList();
        if (of.Find(t => t.Names($"Captured {fact.Label}", value.Shown)) is { Number: { } number })
            return (HeldState.Contradicted, null, number);
        return (HeldState.Open, value.At > one.LastSeenAt ? "Recorded after the last reading. The next scan tells."
            : of.Find(t => t.Why is not null)?.Why ?? "It differs, and no convention has judged it.", null);
    }

    private static HeldValue Row(
        CapturedResource captured, SeenRow? one, CapturedValue value, string label, string? shown,
        (HeldState State, string? Why, long? Number) held) =>
        new(
            captured.Kind, captured.Name.Shown, one?.Arn, label, value.Shown, shown, held.State, held.Why, held.Number, value.Checklist,
            value.Step, value.By, value.At, one?.LastSeenAt);

    private static Task<List<Told>> ToldAsync(
        NpgsqlConnection connection, string[] conventions, IEnumerable<string> subjects, DateTimeOffset? asOf,
        CancellationToken cancellationToken)
    {
        var where = new SqlFilter();
        var (of, hashes) = (where.Value(conventions), where.Value(subjects.Select(SeenOf.HashOf).ToArray()));
        return where.ListAsync<Told>(
            connection,
            $"""
            select f.convention_id, f.subject_hash, f.number, v.evidence, null::text as why
            from finding f join finding_version v on v.finding_id = f.id
            where f.convention_id = any({of}) and f.subject_hash = any({hashes}) and {TallySql.Valid(where, "v", asOf)}
              and v.status <> 'Resolved'
            union all
            select n.convention_id, n.subject_hash, null::bigint, null::jsonb, n.why from not_evaluated n
            where n.convention_id = any({of}) and n.subject_hash = any({hashes}) and {TallySql.Valid(where, "n", asOf)}
            """, cancellationToken);
    }

    private static string SubjectOf(string orgId) => $"organization:{orgId}";

    /// <param name="Number">Of the open finding; null where it could not be judged.</param>
    /// <param name="Why">Why it could not be judged.</param>
    private sealed record Told(string ConventionId, Guid SubjectHash, long? Number, JsonElement? Evidence, string? Why)
    {
        /// <summary>Whether the finding tells of this value: its evidence says each as it was captured.</summary>
        public bool Names(string name, string shown) =>
            Evidence is { } evidence && evidence.TryGetProperty("facts", out var facts) && facts.EnumerateArray().Any(f =>
                f.GetProperty("name").GetString() == name
                && f.GetProperty("value").GetString()!.StartsWith($"{shown}, ticked by", StringComparison.Ordinal));
    }
}

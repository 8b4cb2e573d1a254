using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionPortal.Checklists;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Reports;

/// <summary>Reads a finished install with what AWS shows of it.</summary>
public sealed class FinishedInstallQueries(RunQueries runs, RunRecord record, InventoryQueries inventory, TimeProvider clock)
{
    /// <returns>Null where there is no such run, or it is not a client's install, or it is not finished.</returns>
    public async Task<FinishedInstall?> FindAsync(Guid runId, string personId, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, personId, cancellationToken) is not { Complete: true, Head.Kind: RunKind.ClientInstall } run)
            return null;
        var now = clock.GetUtcNow();
        var fed = await runs.FeedsAsync(runId, cancellationToken);
        var made = await MadeAsync(run, fed, cancellationToken);
        var evidence = made.GroupBy(m => m.StepKey).ToDictionary(g => g.Key, g => g.Max(m => m.Evidence), StringComparer.Ordinal);
        StepEvidence Of(StepDetail step) => evidence.GetValueOrDefault(step.Key, StepEvidence.Claimed);
        var done = run.Sections.SelectMany(s => s.Steps).Where(s => s.State == StepState.Done).ToList();
        return new FinishedInstall(
            run.Head,
            [
                .. run.Sections.Select(section => new SectionEvidence(
                    section.Key, section.SiteId is null ? section.Title : $"{section.Title}, {section.SiteTitle}",
                    section.Steps.Where(s => s.State == StepState.Done).CountBy(Of).ToDictionary(),
                    section.Steps.Count(s => s.State == StepState.NotApplicable))),
            ],
            made,
            [
                .. done.Where(s => Of(s) == StepEvidence.Claimed).GroupBy(ReasonOf).OrderBy(g => g.Key).Select(g => new ClaimGroup(
                    g.Key, g.Count(),
                    [.. g.SelectMany(s => s.Confirmations).Select(c => c.By).Distinct().Order(StringComparer.Ordinal)])),
            ],
            [
                .. done.Select(s => s.By).OfType<string>().CountBy(by => by).OrderByDescending(p => p.Value)
                    .ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => new StepsOfPerson(p.Key, p.Value)),
            ],
            await HashAsync(runId, cancellationToken), now);
    }

    private async Task<IReadOnlyList<MadeFact>> MadeAsync(
        RunDetail run, IReadOnlyList<(string Field, FieldFeed Feed, string? Expects)> feeds, CancellationToken cancellationToken)
    {
        var places = (from section in run.Sections
                      from step in section.Steps
                      where step.State == StepState.Done
                      from field in step.Fields
                      where field.Value is { Length: > 0 }
                      from feed in feeds
                      where feed.Field == field.Id && feed.Feed.IsOfResource && feed.Expects is { Length: > 0 }
                      select (section, step, field, feed.Feed, Expects: feed.Expects!)).ToList();
        var made = new List<MadeFact>();
        foreach (var kind in places.GroupBy(p => p.Feed.Subject))
        {
            // Which resource is meant, the field for its name says; without it nothing is claimed of any.
            var name = kind.FirstOrDefault(p => p.Feed.Fact == ShownFact.Name.Id).Expects;
            if (name is null) continue;
            var seen = await SeenAsync(
                kind.Key, name, kind.FirstOrDefault(p => p.Feed.Fact == ShownFact.Account.Id).Expects, cancellationToken);
            made.AddRange(kind.Select(p => Compare(kind.Key, name, p.section, p.step, p.field, p.Feed, p.Expects, seen)));
        }

        return made;
    }

    private async Task<IReadOnlyList<ResourceRow>> SeenAsync(
        string kind, string name, string? account, CancellationToken cancellationToken)
    {
        var page = await inventory.ListAsync(new ResourceFilter(Kind: kind, Text: name), null, InventoryQueries.MaxPage, cancellationToken);
        var named = page.Rows.Where(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        // Where the name is there twice, the account says which; one account too many is no contradiction of the account.
        return named.Count > 1 && named.Where(r => r.AccountId == account).ToList() is { Count: > 0 } there ? there : named;
    }

    private static MadeFact Compare(
        string kind, string name, SectionDetail section, StepDetail step, FieldDetail field, FieldFeed feed, string expects,
        IReadOnlyList<ResourceRow> seen)
    {
        var fact = FieldFeed.Facts(kind).First(f => f.Id == feed.Fact);
        var at = field.At ?? step.At ?? DateTimeOffset.MinValue;
        var (evidence, shown, why) = seen switch
        {
            [] => (StepEvidence.NotEvaluated, (string?)null, $"No scan shows a {ResourceKinds.Label(kind)} of this name."),
            [var one] => Compare(fact, expects, one, step.At ?? at),
            _ => (StepEvidence.NotEvaluated, (string?)null, $"{seen.Count} resources have this name; which one is meant is open."),
        };
        return new MadeFact(
            ResourceKinds.Of(kind).Title, name, fact.Label, field.Display ?? expects, shown, evidence, why, step.Key, step.Letter,
            step.Title, section.Title, field.By ?? step.By ?? "", at);
    }

    private static (StepEvidence, string?, string?) Compare(ShownFact fact, string expects, ResourceRow row, DateTimeOffset captured)
    {
        var observed = new Observation(row.Arn, row.Kind, row.Name, row.AccountId, row.Region, new Dictionary<string, string>(), row.Facts)
        {
            TagsKnown = false,
        };
        if (fact.Read(observed) is not { } shown) return (StepEvidence.NotEvaluated, null, $"No source has told its {fact.Label}.");
        if (row.LastSeenAt is not { } read || read < captured)
            return (StepEvidence.NotEvaluated, shown, "It was recorded after AWS was last read there. The next scan tells.");
        return fact.Matches(expects, shown) ? (StepEvidence.Confirmed, shown, null)
            : (StepEvidence.Contradicted, shown, $"AWS shows another {fact.Label}.");
    }

    private static ClaimReason ReasonOf(StepDetail step) =>
        step.Key.Contains('@', StringComparison.Ordinal) ? ClaimReason.OnSite
        : step.Fields.Any(f => f.Type.IsCredentialReference) ? ClaimReason.Credential
        : step.Fields.Any(f => f.Type.IsAnswered) ? ClaimReason.Answer : ClaimReason.Work;

    // The rows of the record in their own order, so that the same record has the same hash on every page and in every process.
    private async Task<string> HashAsync(Guid runId, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var row in record.RowsAsync(runId, DateTimeOffset.MaxValue, cancellationToken))
        {
            string?[] parts =
            [
                row.StepKey, $"{row.State}", row.StateBy, row.StateAt?.ToString("O", CultureInfo.InvariantCulture), row.Reason, row.Field,
                row.Value, $"{row.Origin}", row.ValueBy, row.ValueAt?.ToString("O", CultureInfo.InvariantCulture), row.Confirmed,
                row.Revision.ToString(CultureInfo.InvariantCulture),
            ];
            hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

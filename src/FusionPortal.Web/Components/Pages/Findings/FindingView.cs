using System.Text.Json;
using System.Text.Json.Serialization;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>One finding's page.</summary>
public sealed class FindingView
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly DateTimeOffset _now;
    private readonly PlacementVerdict? _verdict;

    public FindingView(FindingDetail detail, DateTimeOffset now)
    {
        Detail = detail;
        _now = now;
        var evidence = detail.Evidence.ValueKind == JsonValueKind.Object ? detail.Evidence.Deserialize<StoredEvidence>(Json) : null;
        Witnesses = evidence?.Witnesses ?? [];
        Facts = evidence?.Facts ?? [];
        Suggestion = evidence?.Suggestion;
        Decides = evidence?.Decides;
        _verdict = evidence?.Verdict;
        Tags = ShownResource.TagRows(detail.Tags);
        Creator = ResourceCreator.Of(detail, now);
        FactsText = ShownResource.FactsOf(detail.Facts);
    }

    public FindingDetail Detail { get; }

    public FindingRow Row => Detail.Row;

    public IReadOnlyList<Witness> Witnesses { get; }

    public IReadOnlyList<EvidenceFact> Facts { get; }

    /// <summary>The nearest valid value, where the convention could name one.</summary>
    public string? Suggestion { get; }

    public IReadOnlyList<TagRow> Tags { get; }

    /// <summary>What a source of the scan read of the resource, as indented JSON without anything that looks like a secret; null where none
    /// has read it.</summary>
    public string? FactsText { get; }

    /// <summary>Who made it; null where the subject is not a resource.</summary>
    public ResourceCreator? Creator { get; }

    public StateMark State => FindingLabels.Life(Row.Status, Row.Deleted);

    /// <summary>Resolved findings are history: no red, no call to act.</summary>
    public bool IsOpen => Row.Status != FindingStatus.Resolved;

    public string Age => _now - Row.FirstSeenAt < TimeSpan.FromMinutes(1) ? "first seen just now"
        : $"{Words.Brief(_now - Row.FirstSeenAt)} since first seen";

    /// <summary>"4 say QA, 0 say otherwise, 1 abstains, 1 cannot see"; null without witnesses.</summary>
    public string? WitnessCount
    {
        get
        {
            if (Witnesses.Count == 0) return null;
            var votes = Witnesses.Where(w => w is { Vote: WitnessVote.Votes, Environment: not null }).GroupBy(w => w.Environment!.Value)
                .OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {(g.Count() == 1 ? "says" : "say")} {g.Key}").ToList();
            if (votes.Count == 0) votes.Add("nobody votes");
            var abstain = Witnesses.Count(w => w.Vote == WitnessVote.Abstains);
            var blind = Witnesses.Count(w => w.Vote == WitnessVote.CannotSee);
            if (abstain > 0) votes.Add($"{abstain} {(abstain == 1 ? "abstains" : "abstain")}");
            if (blind > 0) votes.Add($"{blind} cannot see");
            return string.Join(", ", votes);
        }
    }

    /// <summary>In a sentence, what would decide it; null where it is decided.</summary>
    public string? Decides { get; }

    /// <summary>What the witnesses come to. In evidence older than the word: a weak vote alone never places anything.</summary>
    public string Verdict => FindingLabels.Placement(_verdict ?? Older()).Text.ToLowerInvariant();

    /// <summary>Whose move it is, in a sentence.</summary>
    public string Move => Row.Status switch
    {
        FindingStatus.Resolved when Row.Deleted =>
            "Its resource is gone: a later scan read the target whole and no longer listed it. Nobody mended it.",
        FindingStatus.Resolved when Detail.Life is [.., { Cause: FindingCause.ToldOnce, ToldBy: var number }] =>
            $"Nobody mended it. That nobody has recorded {Row.OrgId} is told once for all its resources since, by F-{number}.",
        FindingStatus.Resolved =>
            "It is resolved: a later scan read the target whole and found it mended, or the records or the book changed.",
        FindingStatus.Acknowledged => Acknowledgement is { } note
            ? $"{note.Actor} acknowledged it. The next scan after the fix resolves it."
            : "It is acknowledged. The next scan after the fix resolves it.",
        FindingStatus.Reopened => "It had been resolved and is back. Nobody has acknowledged it since.",
        FindingStatus.Open => "Nobody has acknowledged it yet.",
        _ => throw new InvalidOperationException($"No words for {Row.Status}."),
    };

    /// <summary>The last time a person took note of it.</summary>
    public FindingMoment? Acknowledgement => Detail.Life.LastOrDefault(m => m.Cause == FindingCause.Acknowledged);

    /// <summary>Open and reopened ones can be acknowledged; others need nothing, or are gone.</summary>
    public bool CanBeAcknowledged => Row.Status is FindingStatus.Open or FindingStatus.Reopened;

    public static string LifeText(FindingMoment moment) => moment.Cause switch
    {
        FindingCause.New => $"Opened, {moment.Severity.ToString().ToLowerInvariant()}",
        FindingCause.Reappeared => "Seen again after it had been resolved",
        FindingCause.Changed => "Still there, but different",
        FindingCause.Acknowledged => "Acknowledged",
        FindingCause.Fixed => "Resolved: the resource is there and keeps the convention",
        FindingCause.Deleted => "Resolved: the resource is gone",
        FindingCause.RecordChanged => $"{Turn(moment)}: the portal’s records changed",
        FindingCause.ToldOnce => $"Not mended: told once for its organization since, by F-{moment.ToldBy}",
        FindingCause.ConventionChanged => $"{Turn(moment)}: the convention changed",
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment.Cause, null),
    };

    /// <summary>Why it is so now and was not before, in a sentence.</summary>
    public static string DifferenceText(FindingDifference difference)
    {
        var after = LifeText(difference.Turn);
        return difference switch
        {
            { IsFirstReading: true } =>
                $"{after}: that scan was the first to show the resource, so there is nothing before to compare with.",
            { Turn.Cause: FindingCause.ConventionChanged } =>
                $"{after}. The resource is as it was; the book of conventions is another, version {difference.Turn.BookVersion}.",
            { Turn.Cause: FindingCause.RecordChanged } => $"{after}. The resource is as it was; what the portal has recorded is not.",
            { Then.Count: 0, Turn.Cause: FindingCause.New or FindingCause.Reappeared } =>
                $"{after}, although the resource itself is as it was: something it is judged by changed, or time went by.",
            { Then.Count: 0 } => $"{after}. Nothing of the resource itself differs from the reading before.",
            _ => $"{after}. {(difference.Then.Count == 1 ? "One thing differs" : $"{difference.Then.Count} things differ")} "
                + "from the reading before.",
        };
    }

    private PlacementVerdict Older() =>
        Witnesses.Where(w => w.Vote == WitnessVote.Votes).Select(w => w.Weight).DefaultIfEmpty(WitnessWeight.None).Max() switch
        {
            WitnessWeight.None => PlacementVerdict.Undecided,
            WitnessWeight.Weak => PlacementVerdict.Unknown,
            _ => PlacementVerdict.WrongPlace,
        };

    private static string Turn(FindingMoment moment) => moment.Status switch
    {
        FindingStatus.Resolved => "Resolved",
        FindingStatus.Reopened => "Opened again",
        _ => $"Opened, {moment.Severity.ToString().ToLowerInvariant()}",
    };

    public static string LifeGlyph(FindingMoment moment) => moment switch
    {
        { Cause: FindingCause.Deleted or FindingCause.ToldOnce } => PortalIcons.Flag,
        { Status: FindingStatus.Resolved } => PortalIcons.Pass,
        { Cause: FindingCause.Acknowledged } => PortalIcons.Eye,
        { Cause: FindingCause.Reappeared } => PortalIcons.Undo,
        { Cause: FindingCause.New or FindingCause.RecordChanged or FindingCause.ConventionChanged } => PortalIcons.Fail,
        _ => PortalIcons.Flag,
    };

    public static string LifeSource(FindingMoment moment) =>
        moment.Actor ?? (moment.ScanNumber is { } number ? $"Scan {number}" : $"Judged again with book version {moment.BookVersion}");

    private sealed record StoredEvidence(
        string? Suggestion, PlacementVerdict? Verdict, string? Decides, IReadOnlyList<Witness>? Witnesses,
            IReadOnlyList<EvidenceFact>? Facts);
}

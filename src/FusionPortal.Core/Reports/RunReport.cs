using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Text;

namespace FusionPortal.Core.Reports;

/// <param name="RunId">Which run; needed.</param>
/// <param name="AsOf">The record as it was then; null for now.</param>
public sealed record RunRecordFilter(Guid? RunId = null, DateTimeOffset? AsOf = null) : IAsOf;

/// <summary>One run's record: every step that applied, who ticked it and when, and the values recorded.</summary>
internal sealed class RunReport(RunRecord record) : Report<RunRecordFilter>
{
    private static readonly FilterKeys<RunRecordFilter> Questions = new(
        new(),
        [
            new FilterKey<RunRecordFilter, Guid?>("run", FilterTypes.Run, f => f.RunId, (f, run) => f with { RunId = run })
            {
                Label = "Run",
                StatedAs = "id",
                Description = "A run's id; it stands in the address of the run's page.",
                IsRequired = true,
            },
        ],
        AsOfKey.Of<RunRecordFilter>("What the run's record was at that moment.", (f, at) => f with { AsOf = at }));

    public override string Name => "run";

    public override string Title => "Record of a run";

    public override string Answers => "Who did which step of an install, and what was recorded?";

    public override string Readers => "Installers, their clients and auditors";

    public override string Summary => "One run's record: every step with who ticked it, when, and the values recorded.";

    public override string RowLabel => "line";

    public override string Everything => "no run";

    // 2 tells what is no longer right; 3 what was kept although something spoke against it.
    public override int Version => 3;

    public override IReadOnlyList<string> Columns { get; } =
    [
        "section", "site", "step", "letter", "title", "source", "state", "state_by", "state_at", "reason",
        "field", "label", "value", "origin", "value_by", "value_at", "confirmed_by", "revision", "no_longer_right", "kept_although",
        "kept_because",
    ];

    internal override HistoryDomains Domains => HistoryDomains.Runs | HistoryDomains.Records;

    internal override string AboutName => "run";

    protected override FilterKeys<RunRecordFilter> Keys => Questions;

    public override string Scope(IReadOnlyList<KeyValuePair<string, string>> about) => about.Single(a => a.Key == "title").Value;

    private protected override string FileName(RunRecordFilter asked) => $"run-{asked.RunId:N}";

    private protected override async Task<ReportContent> ReadAsync(
        RunRecordFilter asked, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var head = await record.HeadAsync(asked.RunId!.Value, at, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-run", "There is no such run, or it had not begun at that moment.");
        return new ReportContent(record.RowsAsync(head.RunId, at, cancellationToken).Select(Row), TrailScope.OfRun(head))
        {
            About = About(head, asked.AsOf),
            HasLimit = false,
        };
    }

    private static object?[] Row(RunRecordRow r) =>
    [
        r.Section, r.SiteId, r.StepKey, r.Letter, r.Step, r.Source.ToString(), r.State.ToString(), r.StateBy, r.StateAt, r.Reason,
        r.Field, r.Label, r.Value, r.Origin.ToString(), r.ValueBy, r.ValueAt, r.Confirmed, r.Revision, r.Problems, r.Kept?.Seen,
        r.Kept?.Reason,
    ];

    // The run's revision and not the moment asked at: nothing done in between gives the same bytes.
    private static List<KeyValuePair<string, string>> About(RunRecordHead head, DateTimeOffset? asOf)
    {
        (string Key, object? Value)[] about =
        [
            ("id", head.RunId), ("kind", head.Kind.ToString()), ("title", head.Title), ("organization", head.OrgId),
            ("template", head.TemplateKey), ("templateVersion", head.TemplateVersion), ("templateSha256", head.TemplateSha256),
            ("startedBy", head.StartedBy), ("startedAt", head.StartedAt), ("topic", head.TopicKey), ("topicVersion", head.TopicVersion),
            ("topicSha256", head.TopicSha256), ("complete", head.Complete ? "yes" : "no"), ("cancelledAt", head.Cancelled?.At),
            ("cancelledBy", head.Cancelled?.By), ("cancelReason", head.Cancelled?.Reason), ("revision", head.RunRevision), ("asOf", asOf),
        ];
        return [.. about.Where(a => a.Value is not null).Select(a => KeyValuePair.Create(a.Key, CanonicalText.Of(a.Value)))];
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionPortal.Core.AuditReading;

/// <summary>Every kind of event in words, in the order of the alphabet. A kind that is written and not here fails a test.</summary>
internal static partial class EventSentences
{
    private static readonly EventSentence[] Known =
    [
        new("account.declared", e =>
            $"declared account {Link(e, e.Text("name"))} as {Word(e.Text("after"))}, was {Word(e.Text("before"))}{e.Because()}")
        {
            Changes = e => [new("Role", Word(e.Text("before")), Word(e.Text("after")))],
        },
        new("account.paused", e => $"paused scanning of {Accounts(e)}"),
        new("account.resumed", e => $"resumed scanning of {Accounts(e)}"),
        new("account.retired", e => $"retired account {Link(e, e.Text("name"))}{e.Because()}"),
        new("account.returned", e => $"saw account {Link(e, null)} answer again, was {Word(e.Text("before"))}"),
        new("account.unretired", e => $"took back that account {Link(e, e.Text("name"))} is retired{e.Because()}"),
        new("audit.exported", e => $"exported events of the trail{Rows(e)}"),
        new("audit.redacted", e =>
            $"redacted event {Value(e.SubjectId)}, as asked for in event {Value(e.Text("asked"))}{e.Because()}"),
        new("audit.redaction-asked", e => $"asked for event {Value(e.SubjectId)} to be redacted{e.Because()}"),
        new("audit.verified", e => $"verified the trail: {(e.Is("good") ? "whole" : "not whole")}, {Count(e, "checked", "event")} read"),
        new("convention-book.offered", e =>
            $"kept convention book {Value(e.Text("inForce"))} in force; the portal brings {Value(e.Text("shippedNumber"))}"),
        new("convention-book.published", e => $"published convention book {Value(e.Text("version"))}{Instead(e)}{e.Because()}")
        {
            Changes = e => [new("Version in force", e.Text("instead"), e.Text("version"))],
        },
        new("finding.acknowledged", e => $"acknowledged {Link(e, e.Text("number"))}{e.Because("note")}"),
        new("findings.reevaluated", e =>
            $"judged again what is stored by book {Value(e.Text("bookVersion"))}, {Opened(e)} new, {Value(e.Text("resolved"))} resolved"),
        new("history.pruned", e => $"dropped history that ended before {Value(e.Text("endedBefore"))}"),
        new("install.taken", e => $"took the record of install {Link(e, e.Text("title"))} as PDF"),
        new("knowledge.limit-set", e =>
            $"set how long a reading counts to {Value(e.Text("after"))} hours, was {Value(e.Text("before"))}")
        {
            Changes = e => [new("Hours a reading counts", e.Text("before"), e.Text("after"))],
        },
        new("organization.corrected", e => $"corrected the record of {Link(e, null)}{e.Because()}")
        {
            Changes = e =>
            [
                new("Title", e.Text("before", "title"), e.Text("after", "title")),
                new("Environment", Word(e.Text("before", "environment")), Word(e.Text("after", "environment"))),
            ],
        },
        new("organization.created", e =>
            $"recorded client {Link(e, e.Text("title"))} as {Word(e.Text("environment"))}, ID {Value(e.SubjectId)}"),
        new("person.declared", e => $"declared {Value(e.SubjectId)} the same person as {Value(e.Text("after"))}{e.Because()}")
        {
            Changes = e => [new("Same person as", e.Text("before"), e.Text("after"))],
        },
        new("recovery.expired", e => $"let a recovery link for {Value(e.Text("person"))} end unused"),
        new("recovery.made", e => $"made a recovery link for {Value(e.Text("person"))} on the machine{e.Because()}"),
        new("recovery.used", e => $"used a recovery link for {Value(e.Text("person"))} from {Value(e.Text("from"))}"),
        new("report.exported", e => $"exported report {Value(e.SubjectId)} as {Value(e.Text("format"))}{Rows(e)}"),
        new("report-preset.changed", e =>
            $"changed preset {Value(e.Text("before", "name"))} of report {Value(e.Text("report"))}")
        {
            Changes = e =>
            [
                new("Name", e.Text("before", "name"), e.Text("after", "name")),
                new("Shared with everyone", YesNo(e.Text("before", "isShared")), YesNo(e.Text("after", "isShared"))),
            ],
        },
        new("report-preset.deleted", e => $"deleted preset {Value(e.Text("name"))} of report {Value(e.Text("report"))}"),
        new("report-preset.saved", e =>
            $"kept preset {Value(e.Text("name"))} of report {Value(e.Text("report"))}{(e.Is("isShared") ? ", shared with everyone" : "")}"),
        new("resources.rechecked", e =>
            $"looked at {Count(e, "asked", "resource")} again, {(e.Is("changed") ? "something changed" : "nothing changed")}"),
        new("run.cancelled", e => $"cancelled run {Link(e, e.Text("title"))}{e.Because()}"),
        new("run.linked", e => $"chose {Shared(e, "to")} for run {Link(e, e.Text("title"))}, was {Shared(e, "from")}")
        {
            Changes = e => [new("Shared resource", SharedName(e, "from"), SharedName(e, "to"))],
        },
        new("run.started", e =>
            $"started run {Link(e, e.Text("title"))} by checklist {Value(e.Text("template"))} {Value(e.Text("version"))}"),
        new("run.step-set", StepSet)
        {
            Changes = e => e.List("changes").Where(c => EventFacts.Of(c, "field") is not null)
                .Select(c => new EventChange(Field(e, c), Shown(e, c, "from"), Shown(e, c, "to"))),
        },
        new("scan.completed", e =>
            $"finished {Link(e, Scan(e))}: {Value(e.Text("completed"))} of {Count(e, "targets", "target")} read, {Opened(e)} new"),
        new("scan.failed", e => $"gave up {Link(e, Scan(e))}{e.Because("message")}"),
        new("scan.started", e => $"started {Link(e, Scan(e))}{(e.Is("scheduled") ? " by the schedule" : "")}"),
        new("schedule.added", e => $"added a schedule, {Value(e.Text("cron"))}"),
        new("schedule.removed", e => $"removed a schedule, {Value(e.Text("cron"))}"),
        new("shipped-text.refused", e => $"refused a shipped text: its number is taken by another text ({Value(e.Subject)})"),
        new("template.offered", e =>
            $"kept version {Value(e.Text("inForce"))} of {Value(e.SubjectId)}; the portal brings {Value(e.Text("shippedNumber"))}"),
        new("template.published", e =>
            $"published version {Value(e.Text("version"))} of checklist {Value(e.SubjectId)}{Instead(e)}{e.Because()}")
        {
            Changes = e => [new("Version in force", e.Text("instead"), e.Text("version"))],
        },
    ];

    public static IReadOnlyDictionary<string, EventSentence> All { get; } = Known.ToDictionary(s => s.Kind, StringComparer.Ordinal);

    /// <summary>The parts of a sentence; words between braces stay words.</summary>
    public static IReadOnlyList<SentencePart> Parts(FormattableString told)
    {
        var parts = new List<SentencePart>();
        var at = 0;
        foreach (Match hole in Hole().Matches(told.Format))
        {
            Add(new(told.Format[at..hole.Index]));
            Add(told.GetArgument(int.Parse(hole.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) switch
            {
                SentencePart part => part,
                var words => new(Convert.ToString(words, CultureInfo.InvariantCulture) ?? ""),
            });
            at = hole.Index + hole.Length;
        }

        Add(new(told.Format[at..]));
        return parts;

        void Add(SentencePart part)
        {
            if (part.Text.Length > 0) parts.Add(part);
        }
    }

    private static FormattableString StepSet(EventFacts e)
    {
        var run = e.Names.Link(e.Subject, e.Text("title") ?? "a run");
        var step = e.Names.Step(e.Subject, e.Text("step") ?? "");
        var fields = e.List("changes").Where(c => EventFacts.Of(c, "field") is not null).ToList();
        return (e.Text("action"), fields) switch
        {
            ("saveFields", [var one]) => Set(e, one, run),
            ("saveFields", _) => $"wrote {fields.Count} fields of “{step}” in {run}",
            ("tick", [var one]) => $"ticked “{step}” in {run}, {Field(e, one)} {Value(Shown(e, one, "to"))}",
            ("tick", _) => $"ticked “{step}” in {run}",
            ("untick", _) => $"opened “{step}” in {run} again{e.Because()}",
            ("notApplicable", _) => $"said that “{step}” in {run} does not apply{e.Because()}",
            var (action, _) => $"did {Value(action)} to “{step}” in {run}",
        };
    }

    private static FormattableString Set(EventFacts e, JsonElement change, SentencePart run) =>
        Shown(e, change, "to") is { Length: > 0 } to
            ? $"set {Field(e, change)} of {run} to {Value(to)}, was {Value(Shown(e, change, "from"))}"
            : (FormattableString)$"cleared {Field(e, change)} of {run}, was {Value(Shown(e, change, "from"))}";

    private static string Field(EventFacts e, JsonElement change) =>
        e.Names.Field(e.Subject, e.Text("step") ?? "", EventFacts.Of(change, "field") ?? "");

    // Before or after, as people read it.
    private static string? Shown(EventFacts e, JsonElement change, string which) => e.Names.Shown(
        e.Subject, e.Text("step") ?? "", EventFacts.Of(change, "field") ?? "", EventFacts.Of(change, which));

    private static SentencePart Value(string? text) => SentencePart.Value(text);

    private static SentencePart Link(EventFacts e, string? name) =>
        SentencePart.Link(name ?? e.Names.Of(e.Subject, e.SubjectId), e.Subject);

    private static SentencePart Shared(EventFacts e, string which) =>
        e.Text(which) is { } id ? e.Names.Link($"shared-resource:{id}", "a shared resource") : SentencePart.Value(null);

    private static string? SharedName(EventFacts e, string which) =>
        e.Text(which) is { } id ? e.Names.Of($"shared-resource:{id}", id) : null;

    private static string Accounts(EventFacts e) =>
        e.List("accounts") is { Count: 1 } one ? $"account {one[0].GetString()}" : $"{e.List("accounts").Count} accounts";

    private static string Count(EventFacts e, string name, string one) => e.Text(name) switch
    {
        null => $"no {one}",
        "1" => $"1 {one}",
        var n => $"{n} {one}s",
    };

    private static string Rows(EventFacts e) => e.Text("rows") is null ? ", not to its end" : $", {Count(e, "rows", "row")}";

    private static string YesNo(string? flag) => flag == "true" ? "yes" : "no";

    private static string Scan(EventFacts e) => $"scan {e.Text("number")}";

    private static string Opened(EventFacts e) => Count(e, "opened", "finding");

    private static string Instead(EventFacts e) => e.Text("instead") is { } before ? $" instead of {before}" : "";

    // "nonProduction" is how programs write it.
    private static string Word(string? code) =>
        code is null ? "nothing" : Hump().Replace(code, m => $"-{m.Value.ToLowerInvariant()}").ToLowerInvariant();

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Hole();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex Hump();
}

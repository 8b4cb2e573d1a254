using FusionPortal.Conventions;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Scanning;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace FusionPortal.Core.Tests.History;

/// <summary>One question that can be asked as of a moment. The answer is text: the file's own bytes, or the page model as JSON.</summary>
/// <param name="Method">The method it asks, as <see cref="PastQuestions.InCore"/> names it.</param>
/// <param name="SaysItsMoment">True where the answer holds the asked moment, so that an answer of now reads otherwise.</param>
internal sealed record PastQuestion(
    string Method, string Name, Func<DateTimeOffset?, CancellationToken, Task<string>> AskAsync, bool SaysItsMoment = false);

/// <summary>Every question that takes a moment, and what the code has of them.</summary>
internal sealed class PastQuestions(TestPortal portal)
{
    private const string Produces = "ProduceReport.ExecuteAsync";
    private const string Settles = "ProduceReport.MomentAsync";
    private const string Certifies = "CertifyReport.ExecuteAsync";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Every public method of Core that answers and takes a moment: by a parameter asOf, or in its filter or request.</summary>
    public static IReadOnlyList<string> InCore { get; } =
    [
        .. typeof(RefusedException).Assembly.GetExportedTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && !t.IsAssignableTo(typeof(Delegate)))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.ReturnType != typeof(Task) && m.GetParameters().Any(p => p.ParameterType == typeof(CancellationToken))
                && m.GetParameters().Any(TakesMoment))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The same, with every report apart.</summary>
    public IEnumerable<string> Needed => InCore.SelectMany(method => method is Produces or Settles or Certifies
        ? portal.Get<ReportCatalog>().All.Select(r => $"{method} {r.Name}")
        : [method]).Order(StringComparer.Ordinal);

    public static FindingFilter[] Filters(DateTimeOffset? at) =>
    [
        new(AsOf: at), new(Statuses: Enum.GetValues<FindingStatus>(), AsOf: at), new(OrgId: "", AsOf: at), new(OrgId: "acme", AsOf: at),
        new(MixUps: true, AsOf: at), new(Text: "acme", AsOf: at), new(AccountIds: [TestEstate.Production], AsOf: at),
            new(Environments: [EnvironmentKind.QA], AsOf: at),
    ];

    /// <param name="findings">The findings to ask for one by one.</param>
    /// <param name="runs">The runs whose record is asked for.</param>
    public IEnumerable<PastQuestion> All(IReadOnlyList<Guid> findings, IReadOnlyList<Guid> runs)
    {
        for (var i = 0; i < Filters(null).Length; i++)
        {
            var f = i;
            yield return Of(
                "FindingQueries.ListAsync", $"{f}", (at, ct) =>
                portal.Get<FindingQueries>().ListAsync(Filters(at)[f], (FindingSort)(f % 5), null, 30, ct));
            yield return Of("FindingQueries.CountAsync", $"{f}", (at, ct) => portal.Get<FindingQueries>().CountAsync(Filters(at)[f], ct));
            yield return Of("ComplianceQueries.OfReportAsync", $"{f}", async (at, ct) =>
                (await portal.Get<ComplianceQueries>().OfReportAsync(Filters(at)[f], ct)) is var (score, coverage) ? new { score, coverage }
                    : null);
            foreach (var format in new[] { ReportFormat.Csv, ReportFormat.Json })
                yield return File($"{Produces} findings", $"{f} {format}", (at, output, ct) =>
                    portal.Get<ProduceReport>()
                        .ExecuteAsync(new ReportRequest("findings", Filters(at)[f], format), TestActors.Ingrid, output, ct));
        }

        foreach (var id in findings)
            yield return Of("FindingQueries.GetAsync", $"{id}", (at, ct) => portal.Get<FindingQueries>().GetAsync(id, at, ct));
        foreach (var account in new[] { null, TestEstate.Production, TestEstate.NonProduction })
        {
            ComplianceFilter Of(DateTimeOffset? at) => new(account, at);
            yield return PastQuestions.Of(
                "ComplianceQueries.SummaryAsync", $"{account}", (at, ct) => portal.Get<ComplianceQueries>().SummaryAsync(Of(at), ct));
            yield return PastQuestions.Of(
                "ComplianceBreakdowns.ConventionsAsync", $"{account}", (at, ct) =>
                portal.Get<ComplianceBreakdowns>().ConventionsAsync(Of(at), ct));
            yield return PastQuestions.Of(
                "ComplianceBreakdowns.ClientsAsync", $"{account}", (at, ct) =>
                portal.Get<ComplianceBreakdowns>().ClientsAsync(Of(at), 50, ct));
            yield return PastQuestions.Of(
                "ComplianceBreakdowns.HeatMapAsync", $"{account}", (at, ct) =>
                portal.Get<ComplianceBreakdowns>().HeatMapAsync(Of(at), 20, ct));
            yield return PastQuestions.Of(
                "ComplianceBreakdowns.EnvironmentsAsync", $"{account}", (at, ct) =>
                portal.Get<ComplianceBreakdowns>().EnvironmentsAsync(Of(at), ct));
            yield return PastQuestions.Of(
                "ComplianceBreakdowns.AgeingAsync", $"{account}", (at, ct) => portal.Get<ComplianceBreakdowns>().AgeingAsync(Of(at), ct));
            yield return PastQuestions.Of(
                "ChangeQueries.SincePreviousAsync", $"{account}", (at, ct) => portal.Get<ChangeQueries>().SincePreviousAsync(Of(at), ct));
            yield return PastQuestions.Of("TrendQueries.ReadAsync", $"{account}", (at, ct) =>
                portal.Get<TrendQueries>().ReadAsync(new TrendFilter(account, AsOf: at), ct));
            yield return PastQuestions.Of("TrendQueries.OfConventionsAsync", $"{account}", (at, ct) =>
                portal.Get<TrendQueries>().OfConventionsAsync(new TrendFilter(account, AsOf: at), ct));
            yield return PastQuestions.Of("ChangeQueries.SinceAsync", $"{account}", (at, ct) =>
                portal.Get<ChangeQueries>().SinceAsync(Of(at), TimeSpan.FromHours(1), ct));
            yield return PastQuestions.Of("ChangeQueries.BehindAsync", $"{account}", async (at, ct) =>
                await portal.Get<ChangeQueries>().SincePreviousAsync(Of(at), ct) is { } since
                    ? await portal.Get<ChangeQueries>().BehindAsync(since, Of(at), ct) : []);
            yield return PastQuestions.Of("NotEvaluatedQueries.ListAsync", $"{account}", (at, ct) =>
                portal.Get<NotEvaluatedQueries>().ListAsync(new NotEvaluatedFilter(account, AsOf: at), null, 200, ct));
            yield return File(
                $"{Produces} not-evaluated", $"{account}", (at, output, ct) => portal.Get<ProduceReport>().ExecuteAsync(
                    new ReportRequest("not-evaluated", new NotEvaluatedFilter(account, AsOf: at), ReportFormat.Csv), TestActors.Ingrid,
                    output, ct));
            yield return PastQuestions.Of(
                "InventoryQueries.ListAsync", $"{account}", (at, ct) =>
                portal.Get<InventoryQueries>().ListAsync(new ResourceFilter(account, AsOf: at), null, 100, ct));
            yield return PastQuestions.Of("InventoryQueries.CountAsync", $"{account}", async (at, ct) =>
                new
                {
                    Count = await portal.Get<InventoryQueries>()
                        .CountAsync(new ResourceFilter(account, AsOf: at, HasFindings: true), ct),
                });
            yield return PastQuestions.Of("ResourceQueries.ListAsync", $"{account}", (at, ct) => portal.Get<ResourceQueries>()
                .ListAsync(new ResourceFilter(account, AsOf: at), ResourceSort.Name, null, 100, ct));
        }

        foreach (var orgId in new[] { "burgers", "diner" })
            yield return Of(
                "ClientScorecardQueries.FindAsync", orgId, (at, ct) => portal.Get<ClientScorecardQueries>().FindAsync(orgId, at, ct));
        foreach (var arn in new[] { "arn:aws:s3:::fusion-rms-acme", "arn:aws:s3:::fusion-rms-stores1" })
            yield return Of(
                "ResourceQueries.GetAsync", arn, (at, ct) => portal.Get<ResourceQueries>().GetAsync(ResourceKey.Of(arn), at, ct));
        yield return Of("CoverageLedgerQueries.ReadAsync", "", (at, ct) => portal.Get<CoverageLedgerQueries>().ReadAsync(at, ct));
        foreach (var report in portal.Get<ReportCatalog>().All)
            foreach (var question in OfReport(report, runs))
                yield return question;
        yield return Of(
            "BookQueries.AtAsync", "", async (at, ct) =>
            (await portal.Get<BookQueries>().AtAsync(at, ct)) is var book ? new { book.Version, book.Sha256 } : null);
        yield return Of("BookQueries.ConventionAsync", "", (at, ct) => portal.Get<BookQueries>().ConventionAsync("ENV-01", at, ct));
        foreach (var id in runs)
        {
            yield return Of(
                "RunRecord.HeadAsync", $"{id}", (at, ct) =>
                portal.Get<RunRecord>().HeadAsync(id, at ?? DateTimeOffset.MaxValue, ct), saysItsMoment: true);
            yield return Of(
                "RunRecord.RowsAsync", $"{id}", async (at, ct) =>
                await portal.Get<RunRecord>().RowsAsync(id, at ?? DateTimeOffset.MaxValue, ct).ToListAsync(ct));
        }
    }

    // Any report, asked for everything it has; what needs a run, for each run.
    private IEnumerable<PastQuestion> OfReport(Report report, IReadOnlyList<Guid> runs)
    {
        var (produce, certify) = (portal.Get<ProduceReport>(), portal.Get<CertifyReport>());
        yield return Of($"{Settles} {report.Name}", "", (at, ct) => produce.MomentAsync(report.Name, at, ct));
        foreach (var run in report.Parameters.Any(p => p.IsRequired) ? runs.Select(r => (Guid?)r) : [null])
        {
            IAsOf Asked(DateTimeOffset? at) => report.At(report.Read(key => key == "run" && run is { } id ? [$"{id}"] : [], []), at);
            foreach (var format in new[] { ReportFormat.Csv, ReportFormat.Json })
                yield return File($"{Produces} {report.Name}", $"{run} {format}", (at, output, ct) =>
                    produce.ExecuteAsync(new ReportRequest(report.Name, Asked(at), format), TestActors.Ingrid, output, ct));
            if (run == runs.Select(r => (Guid?)r).FirstOrDefault() || run is null)
                yield return Of($"{Certifies} {report.Name}", "", async (at, ct) =>
                    (await certify.ExecuteAsync(report.Name, Asked(at), TestActors.Ingrid, ct)) is var paper
                        ? new { paper.Produced.Sha256, paper.Produced.Rows, paper.Evidence } : null, saysItsMoment: true);
        }
    }

    private static bool TakesMoment(ParameterInfo parameter) =>
        parameter.Name == "asOf" || HasMoment(parameter.ParameterType)
            || parameter.ParameterType.GetProperties().Any(p => HasMoment(p.PropertyType));

    private static bool HasMoment(Type type) =>
        type.Assembly == typeof(RefusedException).Assembly && type.GetProperty("AsOf")?.PropertyType is { } moment
            && (Nullable.GetUnderlyingType(moment) ?? moment) == typeof(DateTimeOffset);

    private static PastQuestion Of<T>(
        string method, string name, Func<DateTimeOffset?, CancellationToken, Task<T>> ask, bool saysItsMoment = false) =>
        new(method, name, async (at, ct) => JsonSerializer.Serialize(await ask(at, ct), Json), saysItsMoment);

    private static PastQuestion File(
        string method, string name, Func<DateTimeOffset?, Stream, CancellationToken, Task<ReportProduced>> produce) =>
        new(method, name, async (at, ct) =>
        {
            using var output = new MemoryStream();
            var produced = await produce(at, output, ct);
            return $"{Encoding.UTF8.GetString(output.ToArray())}\n{produced.Sha256}";
        }, SaysItsMoment: true);

}

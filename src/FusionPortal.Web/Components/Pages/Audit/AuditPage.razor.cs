using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FusionPortal.Web.Components.Pages.Audit;

/// <summary>The audit trail, newest first, filtered by the address.</summary>
public sealed partial class AuditPage : AddressedPage
{
    // The first words of the kinds features write; a filter is the start of a kind.
    private static readonly (string Kind, string Title)[] Kinds =
    [
        ("account.", "Accounts"), ("audit.", "Audit trail"), ("convention-book.", "Convention book"), ("finding", "Findings"),
            ("organization.", "Organizations"),
        ("report", "Reports"), ("run.", "Runs"), ("scan.", "Scans"), ("shared-resource.", "Shared resources"), ("template.", "Templates"),
    ];

    private AuditView? _view;
    private OrganizationDetail? _client;
    private NamedChoice? _run;
    private string? _findingError;

    [Inject] public required AuditReader Reader { get; init; }

    [Inject] public required OrganizationQueries Clients { get; init; }

    [Inject] public required AuditQueries Trail { get; init; }

    [Inject] public required RunQueries Runs { get; init; }

    private AuditFilter Filter => _view!.Address.Filter;

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asked = AuditAddress.Parse(address);
        var rows = await Reader.ListAsync(asked.Asked, asked.Before, AuditView.PageSize, cancellationToken);
        var client = asked.Filter.OrgId is { } orgId ? await Clients.FindAsync(orgId, cancellationToken) : null;
        _run = asked.Filter.RunId is { } runId && await Runs.FindAsync(runId, "", cancellationToken) is { } run ? Of(run.Head) : null;
        var head = await Trail.HeadAsync(cancellationToken);
        _client = client;
        _view = new AuditView(asked, [.. rows.Select(AuditRow.Of)], head);
    }

    private string Title => _view!.Address.Filters switch
    {
        0 => $"{Words.Count(_view.Head.Seq, "event")}, each hashed with the one before it",
        _ when _client is not null => $"What happened to {EscapedText.Plain(_client.Title)}",
        _ => "Events that match",
    };

    private IReadOnlyList<TabLink> KindLinks =>
    [
        new((_view!.Address with { Before = null, Filter = Filter with { Kind = null } }).Href(), "All kinds", Filter.Kind is null),
        .. Kinds.Select(k => new TabLink(_view.Address.With(Filter with { Kind = k.Kind }).Href(), k.Title, Filter.Kind == k.Kind)),
    ];

    private DateRange Days => new(Filter.From?.UtcDateTime, Filter.To?.AddDays(-1).UtcDateTime);

    private void PutDays(DateRange? days) => Put(Filter with
    {
        From = days?.Start is { } start ? new DateTimeOffset(start.Date, TimeSpan.Zero) : null,
        To = days?.End is { } end ? new DateTimeOffset(end.Date.AddDays(1), TimeSpan.Zero) : null,
    });

    private async Task<IEnumerable<OrganizationDetail>> SearchClientsAsync(string? text, CancellationToken cancellationToken) =>
        (await Clients.ListAsync(text, null, 10, cancellationToken)).Rows;

    private async Task<IReadOnlyList<NamedChoice>> SearchRunsAsync(string? text, CancellationToken cancellationToken) =>
        [.. (await Runs.ListAsync(new RunFilter(Text: text), null, 10, cancellationToken)).Rows.Select(r => Of(r.Head))];

    private static NamedChoice Of(RunHead run) => new(run.Id.ToString(), run.ResourceName ?? run.Title, run.OrgId);

    private void PutRun(IReadOnlyList<string> chosen) =>
        Put(Filter with { RunId = chosen is [var id, ..] && Guid.TryParse(id, out var run) ? run : null });

    private void PutFinding(string? text)
    {
        _findingError = Given(text) is { } given && AuditFilter.Number(given) is null ? "Write it like F-20931." : null;
        if (_findingError is null) Put(Filter with { Finding = AuditFilter.Number(text) });
    }

    private void Put(AuditFilter filter) => Navigation.NavigateTo(_view!.Address.With(filter).Href());

    private static string? Given(string? given) => given?.Trim() is { Length: > 0 } text ? text : null;
}

using System.Globalization;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Filters;
using FusionPortal.Web.Components.Layout;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Coverage;

/// <summary>The coverage ledger, now or as of a moment: what of AWS the portal has seen, when, at what cost, and what it has not.</summary>
public sealed partial class CoveragePage : AddressedPage
{
    private const string Export = "/reports/coverage.csv";

    private const int PageSize = 100;

    private CoverageLedger? _ledger;
    private string? _account;
    private int _page = 1;
    private DateTimeOffset? _asOf;

    [Inject] public required CoverageLedgerQueries Ledger { get; init; }

    [CascadingParameter] private BrowserFacts? Browser { get; set; }

    private TimeZoneInfo Zone => Browser?.TimeZone ?? TimeZoneInfo.Utc;

    private bool NamesAccounts => _ledger?.Accounts is { Count: > 0 };

    private string ExportHref => _asOf is { } asOf ? QueryHelpers.AddQueryString(Export, "asOf", MomentText.Of(asOf)) : Export;

    private IReadOnlyList<(string, string)> AccountOptions =>
        [.. _ledger!.Targets.Select(t => (t.Target.AccountId, Name: EscapedText.Plain($"{t.AccountName} {t.Target.AccountId}"))).Distinct()
            .OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];

    private IReadOnlyList<CoverageRow> Selected =>
        _account is null ? _ledger!.Targets : [.. _ledger!.Targets.Where(t => t.Target.AccountId == _account)];

    private IReadOnlyList<CoverageRow> Shown => [.. Selected.Skip((_page - 1) * PageSize).Take(PageSize)];

    private string Range => Selected.Count == 0 ? "No targets"
        : $"Targets {Words.Number((_page - 1) * PageSize + 1)} to {Words.Number(Math.Min(_page * PageSize, Selected.Count))} of "
            + Words.Number(Selected.Count);

    private string Href(string? account, int page)
    {
        var query = new Dictionary<string, string?>();
        if (account is not null) query["account"] = account;
        if (_asOf is { } asOf) query["asOf"] = MomentText.Of(asOf);
        if (page > 1) query["page"] = page.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString("/coverage", query);
    }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asOf = Moments.Of(address);
        var query = QueryHelpers.ParseQuery(address.Query);
        var ledger = await Ledger.ReadAsync(asOf, cancellationToken);
        string? Asked(string key) => query.TryGetValue(key, out var text) && text.ToString() is { Length: > 0 } given ? given : null;
        (_ledger, _asOf, _account) = (ledger, asOf, Asked("account"));
        // A page behind the last one is the last one.
        var last = Math.Max(1, (Selected.Count + PageSize - 1) / PageSize);
        _page = int.TryParse(Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, last) : 1;
    }
}

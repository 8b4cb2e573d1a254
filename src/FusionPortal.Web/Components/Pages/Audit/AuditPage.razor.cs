using System.Globalization;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Audit;

/// <summary>The audit trail, newest first, filtered by the address.</summary>
public sealed partial class AuditPage : AddressedPage
{
    // The first words of the kinds features write; a filter is the start of a kind.
    private static readonly (string Kind, string Title)[] Kinds =
    [
        ("account.", "Accounts"), ("audit.", "Audit trail"), ("convention-book.", "Convention book"), ("finding", "Findings"),
            ("organization.", "Organizations"),
        ("report.", "Reports"), ("run.", "Runs"), ("scan.", "Scans"), ("shared-resource.", "Shared resources"), ("template.", "Templates"),
    ];

    private AuditView? _view;

    [Inject] public required AuditSearch Search { get; init; }

    [Inject] public required AuditQueries Trail { get; init; }

    private AuditFilter Filter => _view!.Address.Filter;

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asked = AuditAddress.Parse(address);
        var rows = await Search.ListAsync(asked.Filter, asked.Before, AuditView.PageSize, cancellationToken);
        var head = await Trail.HeadAsync(cancellationToken);
        _view = new AuditView(asked, [.. rows.Select(AuditRow.Of)], head);
    }

    private void Put(AuditFilter filter) => Navigation.NavigateTo(_view!.Address.With(filter).Href());

    private static string? Given(ChangeEventArgs e) => e.Value is string given && given.Trim() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Day(ChangeEventArgs e, int later) =>
        DateOnly.TryParseExact(e.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.AddDays(later), TimeOnly.MinValue, TimeSpan.Zero)
            : null;
}

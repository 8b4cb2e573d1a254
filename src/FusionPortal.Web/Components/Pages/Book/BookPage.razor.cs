using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Book;

/// <summary>The convention book in force: what each convention asks for, where it comes from, why it exists, and how it stands.</summary>
public sealed partial class BookPage : AddressedPage
{
    private BookView? _view;

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required ComplianceBreakdowns Breakdowns { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var page = await Books.PageAsync(cancellationToken);
        var counts = await Breakdowns.ConventionsAsync(new ComplianceFilter(), cancellationToken);
        _view = BookView.Of(page, counts);
    }
}

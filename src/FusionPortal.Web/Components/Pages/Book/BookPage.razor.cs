using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Templates;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Book;

/// <summary>The convention book in force: what each convention asks for, where it comes from, why it exists, and how it stands.</summary>
public sealed partial class BookPage : AddressedPage
{
    private BookView? _view;
    private ShippedOffer? _offer;
    private IReadOnlyList<(string Title, ShippedOffer Offer)> _templates = [];

    [Inject] public required BookQueries Books { get; init; }

    [Inject] public required ComplianceBreakdowns Breakdowns { get; init; }

    [Inject] public required TrendQueries Trends { get; init; }

    [Inject] public required TemplateQueries Templates { get; init; }

    [Inject] public required ShippedTextConflicts Conflicts { get; init; }

    [Inject] public required AcceptShippedBook AcceptBook { get; init; }

    [Inject] public required AcceptShippedTemplate AcceptTemplate { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var page = await Books.PageAsync(cancellationToken);
        var counts = await Breakdowns.ConventionsAsync(new ComplianceFilter(), cancellationToken);
        var trends = await Trends.OfConventionsAsync(new TrendFilter(), cancellationToken);
        _offer = await Books.OfferAsync(cancellationToken);
        _templates = await Templates.OffersAsync(cancellationToken);
        _view = BookView.Of(page, counts, BookFilter.Of(address), trends);
    }

    private async Task AcceptBookAsync(ShippedOffer offer, string reason)
    {
        await AcceptBook.ExecuteAsync(
            new AcceptShippedBookRequest(offer.Number, reason, offer.InForce), await CurrentActor.GetAsync(), CancellationToken.None);
        await ReloadAsync();
    }

    private async Task AcceptTemplateAsync(ShippedOffer offer, string reason)
    {
        await AcceptTemplate.ExecuteAsync(
            new AcceptShippedTemplateRequest(offer.Key, offer.Number, reason, offer.InForce), await CurrentActor.GetAsync(),
            CancellationToken.None);
        await ReloadAsync();
    }
}

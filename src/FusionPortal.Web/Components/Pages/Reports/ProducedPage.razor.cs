using FusionPortal.Core.Reports;
using FusionPortal.Core.Reports.Register;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>The register of what was produced, filtered by the address.</summary>
public sealed partial class ProducedPage : AddressedPage
{
    private static readonly IReadOnlyList<(string Value, string Words)> Compared =
        [.. Enum.GetValues<BytesCompared>().Select(b => (b.ToString(), BytesLabels.Of(b)))];

    private ReportRegisterPage? _page;
    private ProducedAddress _address = new(new ReportRegisterFilter());
    private IReadOnlyDictionary<string, string> _titles = new Dictionary<string, string>();
    private bool _seesAll = true;

    [Inject] public required ReportRegisterQueries Register { get; init; }

    [Inject] public required ReportCatalog Reports { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var asked = ProducedAddress.Parse(address);
        var actor = await CurrentActor.GetAsync();
        var page = await Register.ListAsync(asked.Filter, asked.Before, ProducedAddress.PageSize, actor, cancellationToken);
        var titles = ReportAddress.Of(Reports, actor).ToDictionary(r => r.Name, r => r.Title);
        (_page, _address, _titles, _seesAll) = (page, asked, titles, Policies.Allows(Policies.Oversee, actor));
    }

    private IReadOnlyList<(string Value, string Words)> Named => [.. _titles.Select(t => (t.Key, t.Value))];

    private string Range => $"{Words.Number(_page!.Rows.Count)} of {Words.Count(_page.Total, "production")}, newest first";

    private void PutBytes(string? word) => Put(
        _address.Filter with { Bytes = Enum.TryParse<BytesCompared>(word, out var bytes) ? bytes : null });

    private void Put(ReportRegisterFilter filter, bool replace = false) => Navigation.NavigateTo(_address.With(filter), replace: replace);
}

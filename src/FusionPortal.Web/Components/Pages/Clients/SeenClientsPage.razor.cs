using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>
/// Offers what AWS shows as clients to record. What was previewed is what is recorded: selecting or typing on takes the preview away, and a
/// judging meanwhile brings new rows without touching what was typed in those that stay.
/// </summary>
public sealed partial class SeenClientsPage
{
    private const int Take = 50;

    private OfferedPage? _page;
    // Of every page that was opened: what was typed on one is there again when one comes back to it.
    private readonly Dictionary<string, SeenClientRow> _opened = new(StringComparer.Ordinal);
    // Of pages that have not been opened yet, as the browser kept it.
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private IReadOnlyList<SeenClientRow> _rows = [];
    private RecordPreview? _preview;
    private RefusedException? _refused;
    private long _recordedClients;
    private int? _recorded;
    private bool _mayRecord;
    private bool _isLater;
    private bool _busy;
    private Draft? _draft;

    [Inject] public required SeenOrganizationQueries Seen { get; init; }
    [Inject] public required RecordSeenOrganizations Command { get; init; }
    [Inject] public required CurrentActor CurrentActor { get; init; }

    private string Title => _page is { Total: > 0 } page
        ? $"{Words.Count(page.Total, "organization")} seen in AWS, not recorded"
        : "Seen in AWS";

    private bool AllSelected => _rows.Any(r => r.CanBeRecorded) && _rows.Where(r => r.CanBeRecorded).All(r => r.Selected);

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var cursor = QueryHelpers.ParseQuery(address.Query).TryGetValue("cursor", out var found) ? found.ToString() : null;
        var actor = await CurrentActor.GetAsync();
        var page = await Seen.ListAsync(actor, cursor, Take, cancellationToken);
        var standing = await Seen.StandingAsync(cancellationToken);
        (_page, _isLater) = (page, cursor is not null);
        (_mayRecord, _recordedClients) = (Policies.Allows(Policies.Direct, actor), standing.Recorded);
        _rows = [.. page.Rows.Select(Open)];
        if (cursor is not null || page.NextCursor is not null) return;
        // This is all there is: what was typed for others is for nothing any more.
        foreach (var gone in _opened.Keys.Except(_rows.Select(r => r.OrgId), StringComparer.Ordinal).ToList()) _opened.Remove(gone);
        _kept.Clear();
    }

    private SeenClientRow Open(OfferedOrganization offer)
    {
        var orgId = offer.Proposal.OrgId;
        var row = _opened[orgId] = _opened.TryGetValue(orgId, out var opened) ? opened.With(offer) : new SeenClientRow(offer);
        if (_kept.Remove(orgId, out var line)) Resume(row, line);
        return row;
    }

    private void SelectAll(bool on)
    {
        foreach (var row in _rows.Where(r => r.CanBeRecorded)) row.Selected = on;
        Changed();
    }

    private void Select(SeenClientRow row, bool on)
    {
        row.Selected = on;
        Changed();
    }

    private void TypeTitle(SeenClientRow row, string? text)
    {
        row.Title = text ?? "";
        Changed(row);
    }

    private void Choose(SeenClientRow row, EnvironmentKind? environment)
    {
        row.Environment = environment;
        Changed(row);
    }

    private void Changed(SeenClientRow? row = null)
    {
        row?.Errors.Clear();
        Leave();
    }

    // What was ticked and chosen otherwise than proposed; what was typed the browser keeps by itself.
    private string? Chosen => _opened.Values.Where(r => r.IsChosen).Select(r => $"{r.OrgId} {r.Environment} {r.Selected}")
        .Concat(_kept.Values).ToArray() is { Length: > 0 } lines
        ? string.Join('\n', lines)
        : null;

    private void Resume(string state)
    {
        foreach (var line in state.Split('\n'))
        {
            if (line.Split(' ') is not [var orgId, _, _]) continue;
            if (_opened.TryGetValue(orgId, out var row)) Resume(row, line);
            else if (_isLater || _page?.NextCursor is not null) _kept[orgId] = line;
        }
    }

    private static void Resume(SeenClientRow row, string line)
    {
        if (line.Split(' ') is [_, var environment, var selected])
            (row.Environment, row.Selected) =
                (Enum.TryParse<EnvironmentKind>(environment, out var kind) ? kind : null, row.CanBeRecorded && selected == bool.TrueString);
    }

    private void Leave() => (_preview, _refused, _recorded) = (null, null, null);

    private Task PreviewAsync() => DoAsync(async rows =>
        _preview = await Command.PreviewAsync([.. rows.Select(r => r.Request)], await CurrentActor.GetAsync(), CancellationToken.None));

    private Task RecordAsync() => DoAsync(async rows =>
    {
        var made = await Command.ExecuteAsync(
            new RecordSeenOrganizationsRequest([.. rows.Select(r => r.Request)], _preview?.Token), await CurrentActor.GetAsync(),
                CancellationToken.None);
        (_preview, _recorded) = (null, made.Value.Count);
        foreach (var row in rows) _opened.Remove(row.OrgId);
        if (_draft is { } draft) await draft.SavedAsync(rows.Select(r => r.DraftName), Chosen);
        await ReloadAsync();
    });

    private async Task DoAsync(Func<IReadOnlyList<SeenClientRow>, Task> act)
    {
        if (_busy) return;
        var rows = _rows.Where(r => r.Selected).ToList();
        foreach (var row in _opened.Values) row.Errors.Clear();
        (_busy, _refused) = (true, null);
        try
        {
            await act(rows);
        }
        catch (RefusedException refused)
        {
            _refused = refused;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
            SeenClientRow.Tell(rows, refused);
            // It is no longer what would happen: then what would is shown instead.
            _preview = refused.Details as RecordPreview;
        }
        finally
        {
            _busy = false;
        }
    }
}

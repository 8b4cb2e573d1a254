using System.Globalization;
using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>The correction of one client. What was previewed is what is applied: typing on takes the preview away.</summary>
public sealed partial class CorrectClientDialog : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private string _title = "";
    private string _shownTitle = "";
    private EnvironmentKind _shownEnvironment;
    private EnvironmentKind _environment;
    private string? _reason = "";
    private RecordPreview? _preview;
    private RefusedException? _refused;
    private long _shown = -1;
    private bool _busy;
    private Draft? _draft;
    private string? _focus = "#correct-title";

    [Parameter, EditorRequired] public OrganizationDetail Client { get; set; } = default!;

    [Inject] public required CorrectOrganizationSeen Correct { get; init; }

    [Inject] public required PreviewRecords Previews { get; init; }

    [Inject] public required OrganizationQueries Organizations { get; init; }

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    private string? Title
    {
        get => _title;
        set => (_title, _preview, _refused) = (value ?? "", null, null);
    }

    private EnvironmentKind Environment
    {
        get => _environment;
        set => (_environment, _preview, _refused) = (value, null, null);
    }

    private bool Differs => _title.Trim() != Client.Title || _environment != Client.Environment;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    // What was typed stays until it is left or applied; while nothing is, the boxes show what is recorded.
    protected override void OnParametersSet()
    {
        if (_shown < 0 || (_shown != Client.Revision && !IsTyped)) Reset();
    }

    private bool IsTyped => _title != _shownTitle || _environment != _shownEnvironment;

    // The boxes rest on what they showed when typing began, and what somebody else recorded since then stands beside them.
    private string? Meanwhile => !IsTyped || _shown == Client.Revision ? null
        : $"Somebody corrected this record after you began: it is {Client.Title}, {Client.Environment}. What you typed is not recorded.";

    // What comes back rests on the record as it was shown then.
    private void Resume(string state)
    {
        if (long.TryParse(state, CultureInfo.InvariantCulture, out var shown)) _shown = shown;
    }

    private void Reset()
    {
        (_shown, _title, _environment) = (Client.Revision, Client.Title, Client.Environment);
        (_shownTitle, _shownEnvironment) = (Client.Title, Client.Environment);
        (_reason, _preview, _refused) = ("", null, null);
    }

    private string? ErrorOf(string field) => _refused?.Field == field ? _refused.Message : null;

    private Task PreviewAsync() => DoAsync(async () =>
    {
        _preview = await Previews.OrganizationAsync(Client.OrgId, _title, _environment, await CurrentActor.GetAsync(), _gone.Token);
        _focus = "#correct-reason";
    });

    // The page behind is told by its own topic; a dialog keeps what it was opened with.
    private async Task LookAgainAsync()
    {
        if (await Organizations.FindAsync(Client.OrgId, _gone.Token) is not { } now) return;
        Client = now;
        if (_shown != now.Revision && !IsTyped) Reset();
    }

    private Task CorrectAsync() => DoAsync(async () =>
    {
        await Correct.ExecuteAsync(
            new CorrectOrganizationSeenRequest(
                new CorrectOrganizationRequest(Client.OrgId, _title, _environment, _reason, _preview!.Revision), _preview.Token),
            await CurrentActor.GetAsync(), CancellationToken.None);
        if (_draft is { } draft) await draft.ClearAsync();
        Dialog.Close();
    });

    private async Task DoAsync(Func<Task> act)
    {
        if (_busy) return;
        (_busy, _refused) = (true, null);
        try
        {
            await act();
        }
        catch (RefusedException refused)
        {
            _refused = refused;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
            // What was shown is of a record that is no more, or it is no longer what would happen: then that is shown instead.
            if (refused.Kind == RefusalKind.Conflict) _preview = refused.Details as RecordPreview;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone, and nobody waits for the preview.
        }
        finally
        {
            _busy = false;
        }
    }
}

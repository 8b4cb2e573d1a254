using FusionPortal.Conventions.Kinds;
using FusionPortal.Core;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Findings;

public sealed partial class Recheck
{
    private bool _may;
    private bool _reading;
    private string _said = "";

    [Inject] public required CurrentActor CurrentActor { get; init; }

    [Inject] public required RecheckResources Command { get; init; }

    [Parameter, EditorRequired] public FindingRow Row { get; set; } = default!;

    // What the tagging API does not return, IAM's users and roles, is read with the whole account only.
    private bool Applies => Row.Subject.StartsWith("arn:", StringComparison.Ordinal) && ResourceKinds.Of(Row.Kind).IsInTaggingApi;

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        _may = actor.Is(Role.Installer) || actor.Is(Role.Lead) || actor.Is(Role.Administrator);
    }

    private async Task ReadAsync()
    {
        (_reading, _said) = (true, "");
        try
        {
            var read = await Command.ExecuteAsync(new RecheckRequest([Row.Subject]), await CurrentActor.GetAsync(), CancellationToken.None);
            _said = read.Silent.Count > 0 ? "AWS did not answer for it: it never had a tag, or it is gone. The next scan tells which."
                : read.Changed ? "The tags differ from what was known. The verdict follows in a moment."
                : "Read again. Its tags are as they were.";
        }
        catch (RefusedException e)
        {
            _said = e.Message;
        }
        catch (TargetFailedException e)
        {
            _said = $"Nothing was changed. {e.Message}";
        }
        finally
        {
            _reading = false;
        }
    }
}

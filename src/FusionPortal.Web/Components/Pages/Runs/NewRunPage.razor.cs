using FusionPortal.Checklists.Templates;
using FusionPortal.Core;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Templates;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Markdig;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>Asks for the reference topic to be read and acknowledged, then starts a client's install.</summary>
public sealed partial class NewRunPage
{
    // No raw HTML: a topic is text, whoever edits it one day.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    // One press is one command, however often it is sent.
    private readonly Guid _command = Guid.CreateVersion7();
    private OrganizationDetail? _client;
    private ReferenceTopic? _topic;
    private MarkupString _text;
    private Guid? _existing;
    private bool _loaded, _acknowledged, _busy;
    private string? _error;
    private Draft? _draft;

    [Inject] public required OrganizationQueries Organizations { get; init; }

    [Inject] public required RunQueries Queries { get; init; }

    [Inject] public required TemplateQueries Templates { get; init; }

    [Inject] public required StartInstall Start { get; init; }

    [Inject] public required CurrentActor CurrentActor { get; init; }

    protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        var orgId = QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("client").ToString();
        var client = orgId.Length == 0 ? null : await Organizations.FindAsync(orgId, cancellationToken);
        var existing = client is null ? null : await Queries.InstallOfAsync(client.OrgId, cancellationToken);
        _topic = await Templates.RequiredTopicAsync(TemplateLibrary.ClientInstall, cancellationToken);
        _text = new MarkupString(
            _topic is null ? "" : Markdig.Markdown.ToHtml(_topic.Markdown, Markdown).Replace("<h1", "<h2", StringComparison.Ordinal)
            .Replace("</h1>", "</h2>", StringComparison.Ordinal));
        (_client, _existing, _loaded) = (client, existing, true);
        if (existing is { } run) Navigation.NavigateTo($"/runs/{run}", replace: true);
    }

    private async Task StartAsync()
    {
        (_busy, _error) = (true, null);
        try
        {
            var acknowledged = _topic is not null && _acknowledged ? new AcknowledgedTopic(_topic.Key, _topic.Version, _topic.Sha256)
                : null;
            var run =
                await Start.ExecuteAsync(
                new StartInstallRequest(_client!.OrgId, acknowledged, _command), await CurrentActor.GetAsync(), CancellationToken.None);
            if (_draft is { } draft) await draft.ClearAsync();
            if (!IsLeft) Navigation.NavigateTo($"/runs/{run}");
        }
        catch (RefusedException refused)
        {
            _error = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        finally
        {
            _busy = false;
        }
    }
}

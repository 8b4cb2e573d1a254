using System.Collections.Concurrent;
using Bunit;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

public sealed class AddressedPageTests : BunitContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Page_LoadsOnce_AndAgainForEachAddress()
    {
        Navigation.NavigateTo("/list?text=a");
        var page = Render<ListPage>();
        page.Instance.Answer(0, "first");
        page.WaitForState(() => page.Markup == "first");

        Navigation.NavigateTo("/list?text=b");
        page.Instance.Answer(1, "second");
        page.WaitForState(() => page.Markup == "second");

        Assert.Equal(["?text=a", "?text=b"], page.Instance.Asked);
    }

    [Fact]
    public void OvertakenLoad_IsCancelled_AndItsAnswerIsNotShown()
    {
        var page = Render<ListPage>();
        Navigation.NavigateTo("/?text=b");

        page.Instance.Answer(1, "newer");
        page.WaitForState(() => page.Markup == "newer");
        page.Instance.Answer(0, "older");
        page.Render();

        Assert.True(page.Instance.Tokens[0].IsCancellationRequested);
        page.MarkupMatches("newer");
    }

    [Fact]
    public void AnotherPath_IsAnotherPage_AndLoadsNothingHere()
    {
        var page = Render<ListPage>();

        Navigation.NavigateTo("/elsewhere?text=b");

        Assert.Single(page.Instance.Asked);
    }

    [Fact]
    public async Task DisposedPage_CancelsWhatItAskedFor()
    {
        var page = Render<ListPage>();
        var token = page.Instance.Tokens[0];

        await DisposeComponentsAsync();

        Assert.True(token.IsCancellationRequested);
    }

    private sealed class ListPage : AddressedPage
    {
        // The test may answer before the page has asked: which of the two comes first is the dispatcher's business.
        private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _answers = [];
        private string _shown = "";

        public List<string> Asked { get; } = [];

        public List<CancellationToken> Tokens { get; } = [];

        public void Answer(int load, string answer) => AnswerTo(load).TrySetResult(answer);

        protected override async Task LoadAsync(Uri address, CancellationToken cancellationToken)
        {
            var answer = AnswerTo(Asked.Count);
            Tokens.Add(cancellationToken);
            Asked.Add(address.Query);
            var shown = await answer.Task.WaitAsync(cancellationToken);
            _shown = shown;
        }

        private TaskCompletionSource<string> AnswerTo(int load) =>
            _answers.GetOrAdd(load, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, _shown);
    }
}

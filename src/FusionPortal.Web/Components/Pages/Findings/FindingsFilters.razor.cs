using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>The search box, the filters that are on, and the panel that puts others on. Every change is a new address.</summary>
public sealed partial class FindingsFilters
{
    private string _text = "";
    private FindingAddress? _shown;

    [Parameter, EditorRequired] public FindingsView View { get; set; } = default!;

    /// <summary>The filter wanted next, and whether it replaces the present address instead of following it.</summary>
    [Parameter] public EventCallback<(FindingFilter Filter, bool Replace)> OnChange { get; set; }

    private static readonly IReadOnlyList<(Severity, string)> Severities = [
        .. Enum.GetValues<Severity>().Reverse().Select(s => (s, s.ToString()))];

    private static readonly IReadOnlyList<(FindingStatus, string)> Statuses = [
        .. Enum.GetValues<FindingStatus>().Select(s => (s, s.ToString()))];

    private static readonly IReadOnlyList<(EnvironmentKind, string)> Environments = [
        .. Enum.GetValues<EnvironmentKind>().Select(e => (e, e.ToString()))];

    private FindingFilter Filter => View.Address.Filter;

    private string? Unknown => View.Refused is { Field: "organization" } refused ? refused.Message : null;

    private IReadOnlyList<(string, string)> AccountOptions =>
        [.. View.Names.OrderBy(n => n.Value, StringComparer.OrdinalIgnoreCase).Select(n => (n.Key, n.Value))];

    protected override void OnParametersSet()
    {
        // An address with another text brings its own; one that differs in something else must not take what is being typed.
        if (_shown is { } shown && shown.Filter.Text == Filter.Text) return;
        _shown = View.Address;
        _text = Filter.Text ?? "";
    }

    private Task Search()
    {
        var text = _text.Trim();
        return text == (Filter.Text ?? "") ? Task.CompletedTask
            : OnChange.InvokeAsync((Filter with { Text = text.Length == 0 ? null : text }, true));
    }

    private Task Put(FindingFilter filter) => OnChange.InvokeAsync((filter, false));

    private Task PutSeverities(IReadOnlyList<Severity>? chosen) => Put(Filter with { Severities = chosen });

    private Task PutStatuses(IReadOnlyList<FindingStatus>? chosen) => Put(Filter with { Statuses = chosen });

    private Task PutAccountIds(IReadOnlyList<string>? chosen) => Put(Filter with { AccountIds = chosen });

    private Task PutEnvironments(IReadOnlyList<EnvironmentKind>? chosen) => Put(Filter with { Environments = chosen });

    private static string? Given(ChangeEventArgs e) => e.Value is string { Length: > 0 } given ? given.Trim() : null;
}

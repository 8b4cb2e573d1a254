using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FusionPortal.Web.Components.Pages.Findings;

/// <summary>The search box, the filters that are on, and the panel that puts others on. Every change is a new address.</summary>
public sealed partial class FindingsFilters
{
    private readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal);
    private bool _open;
    private string? _focus;

    [Parameter, EditorRequired] public FindingsView View { get; set; } = default!;

    /// <summary>The filter wanted next, and whether it replaces the present address instead of following it.</summary>
    [Parameter] public EventCallback<(FindingFilter Filter, bool Replace)> OnChange { get; set; }

    /// <summary>Clients that a text may mean: their IDs and titles, at most as many as a menu shows.</summary>
    [Parameter]
    public Func<string?, CancellationToken, Task<IReadOnlyList<(string OrgId, string Title)>>> FindClients { get; set; } =
        (_, _) => Task.FromResult<IReadOnlyList<(string, string)>>([]);

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

    private string? Convention => Filter.ConventionIds is [var only] ? only : null;

    private Task SearchAsync(string? text) => OnChange.InvokeAsync((Filter with { Text = text }, true));

    private void Toggle() => (_open, _focus) = _open ? (false, "#add-filter") : (true, "#close-filters");

    private void Close() => (_open, _focus) = (false, "#add-filter");

    private void Pressed(KeyboardEventArgs key)
    {
        if (key.Key == "Escape") Close();
    }

    private async Task<IEnumerable<string>> ClientsAsync(string? text, CancellationToken cancellationToken)
    {
        var found = await FindClients(text, cancellationToken);
        foreach (var (orgId, title) in found) _titles[orgId] = title;
        return found.Select(f => f.OrgId);
    }

    private Task<IEnumerable<string>> ConventionsAsync(string? text, CancellationToken cancellationToken) =>
        Task.FromResult(View.Conventions
            .Where(c => string.IsNullOrWhiteSpace(text) || text == TitleOf(Convention)
                || c.Key.Contains(text, StringComparison.OrdinalIgnoreCase) || c.Value.Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(c => c.Value, StringComparer.OrdinalIgnoreCase).Select(c => c.Key));

    private string TitleOf(string? id) => id is null ? "" : $"{View.Conventions.GetValueOrDefault(id, id)} ({id})";

    private Task PutClientAsync(string? orgId) =>
        Put(Filter with { OrgId = orgId?.Trim() is { Length: > 0 } given ? given : null });

    private Task PutConventionAsync(string? id) => Put(Filter with { ConventionIds = id is { Length: > 0 } ? [id] : null });

    private Task Put(FindingFilter filter) => OnChange.InvokeAsync((filter, false));

    private Task PutSeverities(IReadOnlyList<Severity>? chosen) => Put(Filter with { Severities = chosen });

    private Task PutStatuses(IReadOnlyList<FindingStatus>? chosen) => Put(Filter with { Statuses = chosen });

    private Task PutAccountIds(IReadOnlyList<string>? chosen) => Put(Filter with { AccountIds = chosen });

    private Task PutEnvironments(IReadOnlyList<EnvironmentKind>? chosen) => Put(Filter with { Environments = chosen });
}

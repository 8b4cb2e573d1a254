using System.Reflection;
using FusionPortal.Core;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Layout;

/// <summary>One page of the portal, as its own attributes tell of it.</summary>
/// <param name="Route">As <c>@page</c> has it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="IsPublic">Also without signing in.</param>
/// <param name="Roles">Who may open it, of those who have signed in.</param>
/// <param name="Navigation">Its entry of the main navigation; null for most.</param>
public sealed record PortalPage(
    string Route, string Purpose, bool IsPublic, IReadOnlyList<Role> Roles, NavigationAttribute? Navigation)
{
    /// <summary>How the palette offers it; null where it is offered as the navigation names it, or not at all.</summary>
    public OfferedAttribute? Offered { get; init; }

    /// <param name="path">Absolute path without query. The entry is current on its page and below it; that of <c>/</c> only on
    /// itself.</param>
    public bool IsCurrent(string path) =>
        Route == "/" ? path == "/" : path == Route || path.StartsWith(Route + "/", StringComparison.Ordinal);
}

/// <summary>Every page there is.</summary>
public static class PortalPages
{
    public static IReadOnlyList<PortalPage> All { get; } =
        [.. typeof(PortalPages).Assembly.GetTypes().SelectMany(Of).OrderBy(p => p.Route, StringComparer.Ordinal)];

    /// <summary>Those in the main navigation, in its order.</summary>
    public static IReadOnlyList<PortalPage> InNavigation { get; } =
        [.. All.Where(p => p.Navigation is not null).OrderBy(p => p.Navigation!.Place)];

    private static IEnumerable<PortalPage> Of(Type component)
    {
        // Of several policies, the imports' own among them, each has to allow.
        var policies = component.GetCustomAttributes<AuthorizeAttribute>().Select(a => a.Policy).OfType<string>().ToArray();
        return component.GetCustomAttributes<RouteAttribute>().Select(route => new PortalPage(
            route.Template,
            component.GetCustomAttribute<PurposeAttribute>()?.Purpose
                ?? throw new InvalidOperationException($"{component.Name} does not say what it is for: it needs [Purpose]."),
            component.IsDefined(typeof(AllowAnonymousAttribute)),
            [.. Enum.GetValues<Role>().Where(role => policies.All(policy => Policies.Roles[policy].Contains(role)))],
            component.GetCustomAttribute<NavigationAttribute>())
        {
            Offered = component.GetCustomAttribute<OfferedAttribute>(),
        });
    }
}

using System.ComponentModel;
using FusionPortal.Core;
using FusionPortal.Web.Components.Pages.Findings;
using Microsoft.AspNetCore.Http.Extensions;

namespace FusionPortal.Web.Api;

/// <summary>
/// The findings page's query string, for the API and the reports. The page's own reader reads it, so that a page's address and an API
/// call can never select differently; what the page only remarks on, the API refuses.
/// </summary>
internal sealed record FindingsQuery
{
    [Description("Account ids; may repeat.")]
    public string[]? Account { get; init; }

    [Description("What the client's installation is for: production, staging, qa, development, demonstration, other; may repeat.")]
    public string[]? Environment { get; init; }

    [Description("An organization ID in any letter case; empty for findings of no known organization.")]
    public string? Organization { get; init; }

    [Description("Convention ids, for example ENV-01; may repeat.")]
    public string[]? Convention { get; init; }

    [Description("info, low, medium, high, critical; may repeat.")]
    public string[]? Severity { get; init; }

    [Description("open, acknowledged, resolved, reopened; may repeat. Without it, everything but resolved.")]
    public string[]? Status { get; init; }

    [Description("true for mix-ups only, false for the rest only.")]
    public bool? MixUps { get; init; }

    [Description("A resource kind, for example s3-bucket.")]
    public string? Kind { get; init; }

    [Description("Found anywhere in name, subject, title, client, expected or actual, ignoring case.")]
    public string? Text { get; init; }

    [Description("With status=resolved: true for those whose resource is gone, false for those whose resource is still there.")]
    public bool? Deleted { get; init; }

    [Description("What the portal knew at that moment, for example 2026-10-31T23:59:59Z. Without it, now.")]
    public string? AsOf { get; init; }

    /// <param name="others">Keys of the endpoint's own.</param>
    /// <exception cref="RefusedException">A key or value nobody knows: filtering by nothing would look like filtering.</exception>
    public static FindingAddress Read(HttpRequest request, params ReadOnlySpan<string> others)
    {
        var address = FindingAddress.Parse(new Uri(request.GetEncodedUrl()));
        foreach (var unknown in address.NotUnderstood ?? [])
        {
            var key = unknown[..unknown.IndexOf('=', StringComparison.Ordinal)];
            if (!others.Contains(key))
                throw new RefusedException(RefusalKind.Invalid, "not-understood", $"\"{unknown}\" is not understood.", key);
        }

        return address;
    }
}

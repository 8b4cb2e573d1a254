using FusionPortal.Conventions.Secrets;
using FusionPortal.Core.Findings.Verdicts;

namespace FusionPortal.Web.Components.Shared;

/// <summary>How changes of a resource are spoken of.</summary>
public static class ChangeLabels
{
    private const int Longest = 300;

    public static string Of(ResourceChange change) => change.Kind switch
    {
        ResourceChangeKind.FirstSeen => "First seen",
        ResourceChangeKind.Gone => "Gone from its list",
        ResourceChangeKind.SeenAgain => "Seen again",
        ResourceChangeKind.Name => "Name",
        ResourceChangeKind.Tag => change.Before is null ? "Tag added" : change.After is null ? "Tag removed" : "Tag changed",
        ResourceChangeKind.Fact => "Changed",
        ResourceChangeKind.FindingOpened => "Finding opened",
        ResourceChangeKind.FindingResolved => "Finding resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    /// <summary>One side of a change: of what looks like a secret only that it does, of a long text its beginning.</summary>
    /// <param name="key">The tag or fact; empty where it is neither.</param>
    public static string Shown(string key, string? value) =>
        value is null ? ""
        : (key.Length > 0 ? SecretGuard.InspectPair(key, value) : null) is { } secret ? $"hidden, looks like {secret.Name}"
        : value.Length > Longest ? $"{value[..Longest]}…" : value;
}

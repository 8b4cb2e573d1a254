namespace FusionPortal.Web.Components.Shared;

/// <summary>One thing that can be chosen by its name.</summary>
/// <param name="Value">As addresses write it.</param>
/// <param name="Title">As people call it.</param>
/// <param name="Beside">What tells it from others of the name, for example its id; null for nothing.</param>
public sealed record NamedChoice(string Value, string Title, string? Beside = null);

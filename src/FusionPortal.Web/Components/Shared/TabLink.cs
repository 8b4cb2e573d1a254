namespace FusionPortal.Web.Components.Shared;

/// <summary>One tab: an address that shows the same page another way.</summary>
/// <param name="Count">Rows behind it; null when not worth counting.</param>
public sealed record TabLink(string Href, string Title, bool IsCurrent, long? Count = null);

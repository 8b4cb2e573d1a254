namespace FusionPortal.Web.Components.Layout;

/// <summary>
/// The page can be shown as of a past moment: it reads <c>asOf</c> of its address, everywhere, and offers no change while it is there. Any
/// other page says, in place of its content, that it shows now only.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsPastAttribute : Attribute
{
}

namespace FusionPortal.Web.Components.Shared;

/// <summary>How loud a button is.</summary>
public enum ButtonKind
{
    /// <summary>With a border: what one may do.</summary>
    Plain,

    /// <summary>Filled: the next thing to do, at most one on a page.</summary>
    Primary,

    /// <summary>Without a border: what stands beside.</summary>
    Ghost,

    /// <summary>With a border, in the colour of failure: takes something away.</summary>
    Danger,
}

namespace FusionPortal.Web.Components.Shared;

/// <summary>Why a list is empty; the three are never confused.</summary>
public enum EmptyKind
{
    /// <summary>Nothing is wrong, and the text says what was checked, when, and that every target answered.</summary>
    Good,

    /// <summary>Nothing was made yet.</summary>
    NothingYet,

    /// <summary>The filters leave nothing; the text says how many there are without them.</summary>
    Filtered,
}

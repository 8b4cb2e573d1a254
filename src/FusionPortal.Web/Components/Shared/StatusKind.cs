namespace FusionPortal.Web.Components.Shared;

/// <summary>What a state means to the reader; gives glyph and colour. The word is the page's.</summary>
public enum StatusKind
{
    /// <summary>Confirmed as it should be. Never for anything that was not evaluated.</summary>
    Pass,

    /// <summary>Wrong now.</summary>
    Fail,

    /// <summary>Will be wrong, or holds someone up.</summary>
    Warn,

    /// <summary>Set aside with a name and a date: waived, waiting on someone outside.</summary>
    Hold,

    /// <summary>Not begun, nothing to say.</summary>
    Idle,

    /// <summary>Under way, yours to act on.</summary>
    Go,

    /// <summary>Not evaluated. Always hatched.</summary>
    Unknown,
}

/// <summary>What is known of one recorded value, from the two halves of the join.</summary>
public enum Evidence
{
    /// <summary>A person says so.</summary>
    Claimed,

    /// <summary>AWS shows it, nobody confirmed.</summary>
    Observed,

    /// <summary>Both, and they agree.</summary>
    ClaimedAndObserved,

    /// <summary>They differ.</summary>
    Contradicted,

    /// <summary>AWS does not say.</summary>
    CannotSee,
}

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// Every glyph of the portal, drawn on 16 × 16. Pages name one (<c>&lt;Icon Of="PortalIcons.Home" /&gt;</c>);
/// the drawings stand in <c>js/icons.js</c>, which puts them into the document once, before anything uses one.
/// </summary>
public static class PortalIcons
{
    public const string Aws = "i-aws";
    public const string Book = "i-book";
    public const string Box = "i-box";
    public const string Building = "i-building";
    public const string CannotSee = "i-j-blind";
    public const string Chain = "i-chain";
    public const string Claimed = "i-j-claim";
    public const string ClaimedAndObserved = "i-j-both";
    public const string Clock = "i-clock";
    public const string Close = "i-x";
    public const string Columns = "i-cols";
    public const string Contradicted = "i-j-contra";
    public const string Copy = "i-copy";
    public const string Down = "i-down";
    public const string Download = "i-dl";
    public const string Eye = "i-eye";
    public const string Fail = "i-fail";
    public const string File = "i-file";
    public const string Filter = "i-filter";
    public const string Flag = "i-flag";
    public const string Gauge = "i-gauge";
    public const string Gear = "i-gear";
    public const string Grid = "i-grid";
    public const string Hold = "i-hold";
    public const string Home = "i-home";
    public const string Info = "i-info";
    public const string Key = "i-key";
    public const string List = "i-list";
    public const string Lock = "i-lock";
    public const string Menu = "i-menu";
    public const string Message = "i-msg";
    public const string Moon = "i-moon";
    public const string More = "i-more";
    public const string Now = "i-now";
    public const string Observed = "i-j-obs";
    public const string Offline = "i-wifi0";
    public const string Pass = "i-pass";
    public const string Plus = "i-plus";
    public const string Print = "i-print";
    public const string Radar = "i-radar";
    public const string Search = "i-search";
    public const string Share = "i-share";
    public const string Shield = "i-shield";
    public const string SignOut = "i-out";
    public const string Split = "i-split";
    public const string Sun = "i-sun";
    public const string Sync = "i-sync";
    public const string Todo = "i-todo";
    public const string Undo = "i-undo";
    public const string Unknown = "i-unk";
    public const string User = "i-user";
    public const string Warn = "i-warn";

    /// <summary>The same glyph for a component of MudBlazor, whose icons are drawings on 24 × 24.</summary>
    /// <param name="icon">One of the names above.</param>
    public static string ForMud(string icon) => $"""<use href="#{icon}" width="24" height="24"></use>""";
}

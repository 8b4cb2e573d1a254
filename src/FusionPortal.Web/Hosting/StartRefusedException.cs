namespace FusionPortal.Web.Hosting;

/// <summary>The portal will not start as configured. The message names every reason and what to change.</summary>
public sealed class StartRefusedException(IEnumerable<string> reasons)
    : Exception("FusionPortal does not start:" + Environment.NewLine + string.Join(Environment.NewLine, reasons.Select(r => "- " + r)));

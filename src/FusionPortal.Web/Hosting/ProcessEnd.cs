namespace FusionPortal.Web.Hosting;

/// <summary>
/// Whether the process ended by itself or was cut off; the first to say so is right. Without it, an end in the very moment of the cut would
/// log that it was cut off and still exit with 0.
/// </summary>
internal sealed class ProcessEnd
{
    private int _said;

    /// <returns>False where the process is being cut off already.</returns>
    public bool TryEndByItself() => TrySay();

    /// <returns>False where the process has ended by itself.</returns>
    public bool TryCutOff() => TrySay();

    private bool TrySay() => Interlocked.Exchange(ref _said, 1) == 0;
}

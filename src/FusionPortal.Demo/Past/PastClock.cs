using System.Diagnostics;
using System.Globalization;

namespace FusionPortal.Demo.Past;

/// <summary>
/// The clock of a seeding run. Portal, database and this process run under libfaketime, which reads from one file how far behind the
/// machine's clock they all are; the run moves them on together. Only a process that was started under libfaketime knows of it: neither
/// the portal nor the demo has a clock that can be set.
/// </summary>
internal sealed class PastClock
{
    /// <summary>The file libfaketime reads.</summary>
    public const string FileVariable = "FAKETIME_TIMESTAMP_FILE";

    /// <summary>The script's word for the library; this process's own LD_PRELOAD is not inherited.</summary>
    public const string LibraryVariable = "FUSIONPORTAL_PAST_LIBRARY";

    // The library looks at the file once in every second.
    private static readonly TimeSpan UntilSeen = TimeSpan.FromMilliseconds(1_100);

    private readonly string _file;
    private readonly DateTimeOffset _realAtStart;
    private readonly long _start = Stopwatch.GetTimestamp();

    private PastClock(string file, DateTimeOffset realAtStart) => (_file, _realAtStart) = (file, realAtStart);

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private DateTimeOffset Real => _realAtStart + Stopwatch.GetElapsedTime(_start);

    /// <exception cref="DemoException">This process was not started under libfaketime, or it has no effect.</exception>
    public static async Task<PastClock> TakeAsync(CancellationToken cancellationToken)
    {
        const string Ask = "Start the seeding run with eng/past.sh.";
        var file = Environment.GetEnvironmentVariable(FileVariable) ?? throw new DemoException($"{FileVariable} is not set. {Ask}");
        if (Environment.GetEnvironmentVariable("LD_PRELOAD") is not { Length: > 0 } library)
            throw new DemoException($"This process does not run under libfaketime. {Ask}");
        await WriteAsync(file, TimeSpan.Zero, cancellationToken);
        var clock = new PastClock(file, Now);
        await WriteAsync(file, -TimeSpan.FromDays(1), cancellationToken);
        if (Now > clock.Real - TimeSpan.FromHours(23)) throw new DemoException($"libfaketime ({library}) does not move this clock. {Ask}");
        // Children that become another user could not read what libfaketime shares between processes of one user.
        foreach (var own in (string[])["LD_PRELOAD", "FAKETIME_SHARED"]) Environment.SetEnvironmentVariable(own, null);
        Environment.SetEnvironmentVariable(LibraryVariable, library);
        return clock;
    }

    /// <summary>What to put before a program so that it has this clock.</summary>
    public static IReadOnlyList<string> Wrapper => ["env", $"LD_PRELOAD={Environment.GetEnvironmentVariable(LibraryVariable)}"];

    /// <summary>Moves everybody on to the moment. Nobody is moved back.</summary>
    public async Task MoveToAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        if (moment > Now) await BeginAsync(moment, cancellationToken);
    }

    /// <summary>The first moment of all.</summary>
    public Task BeginAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        WriteAsync(_file, moment - Real - UntilSeen, cancellationToken);

    private static async Task WriteAsync(string file, TimeSpan offset, CancellationToken cancellationToken)
    {
        // Others read it at any moment, so it is whole at every one.
        var unfinished = file + ".new";
        await File.WriteAllTextAsync(
            unfinished, offset.TotalSeconds.ToString("+0.000;-0.000", CultureInfo.InvariantCulture) + "\n", cancellationToken);
        File.Move(unfinished, file, overwrite: true);
        await Task.Delay(UntilSeen, cancellationToken);
    }
}

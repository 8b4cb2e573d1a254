namespace FusionPortal.Web.Hosting;

/// <summary>
/// Ends the process within ten seconds of being told to, whatever the database, AWS or monitoring do. What was not committed by then is
/// rolled back by the database, and taken up again by another process or the next start.
/// </summary>
internal static class Stopping
{
    /// <summary>For jobs, requests and pages to come to an end.</summary>
    private static readonly TimeSpan Orderly = TimeSpan.FromSeconds(4);

    /// <summary>For everything, after which the process is cut off.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(8);

    public static void AddStopping(this WebApplicationBuilder builder) => builder.Services.Configure<HostOptions>(host =>
    {
        host.ShutdownTimeout = Orderly;
        // One that waits for a database that hangs must not use up the time of the others.
        host.ServicesStopConcurrently = true;
    });

    /// <summary>For the process only: a test that ends its host would end itself.</summary>
    /// <param name="end">Decides between an end that came just in time and the cut.</param>
    public static void CutOffWhenLate(this WebApplication app, ProcessEnd end)
    {
        var log = app.Services.GetRequiredService<LogOutput>().Writer;
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Lifetime.ApplicationStopping.Register(() =>
        {
            // A thread of its own, since those of the pool may all be waiting.
            var last = new Thread(() =>
            {
                using var never = new ManualResetEventSlim();
                never.Wait(AtMost);
                if (!end.TryCutOff()) return;
                // Not through the logger, which may be what holds the process up.
                log.WriteLine(
                    $$"""{"@t":"{{clock.GetUtcNow():O}}","@l":"Warning","@m":"The portal did not end by itself within """
                        + $$"""{{AtMost.TotalSeconds:0}} s and is cut off; what was not committed is rolled back."}""");
                log.Flush();
                Environment.Exit(PortalApplication.CutOff);
            })
            { IsBackground = true, Name = "cut off when late" };
            last.Start();
        });
    }
}

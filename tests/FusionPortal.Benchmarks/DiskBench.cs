using FusionPortal.Checklists.Templates;
using FusionPortal.Core;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Templates;
using FusionPortal.Simulator.Estate;
using FusionPortal.TestKit.Running;
using Npgsql;

namespace FusionPortal.Benchmarks;

/// <summary>What it takes on disk: tables with their indexes and everything beside them, after a vacuum. The write-ahead log comes on top,
/// and goes again.</summary>
internal sealed class DiskBench(int resources) : Bench
{
    private const int Scans = 20;
    private const int Ticks = 200;
    private static readonly FleetShape Shape = FleetShape.Fair(100);
    private static readonly Actor Installer = new("bench", "Benchmark", new HashSet<Role> { Role.Installer });

    public override string Name => "disk";

    public override string What =>
        $"disk by {resources:#,0} resources in 10 accounts, scans that find nothing new, an install and its steps";

    public override async Task RunAsync()
    {
        await using var portal =
            await BenchPortal.StartAsync(new Fleet(resources, accounts: 10, ["us-east-1", "eu-west-1"], seed: 7, Shape), Shape);
        await portal.Get<ImportTemplates>().ExecuteAsync(Actor.System, CancellationToken.None);
        var empty = await SizeAsync(portal);
        var first = await portal.ScanAsync();
        var seen = await SizeAsync(portal);
        for (var i = 0; i < Scans; i++) await portal.ScanAsync();
        var again = await SizeAsync(portal);
        var topic = ReferenceTopic.AwsResources;
        var run = Guid.Empty;
        foreach (var org in portal.OrgIds.Take(10))
            run = await portal.Get<StartInstall>().ExecuteAsync(
                new StartInstallRequest(org, new AcknowledgedTopic(topic.Key, topic.Version, topic.Sha256), Guid.CreateVersion7()),
                    Installer, CancellationToken.None);
        var started = await SizeAsync(portal);
        var ticks = await TickAsync(portal, run);
        var ticked = await SizeAsync(portal);

        Row("the schema, book and templates", $"{empty / 1024:#,0} KB");
        Row("a resource seen first, its findings included", $"{(seen - empty) / (double)first.Scan.Resources:#,0} bytes");
        var targets = await portal.CountAsync("select count(*) from scan_target") / (Scans + 1);
        Row("a scan that finds nothing new", $"{(again - seen) / (double)Scans / 1024:#,0.0} KB ({targets} targets)");
        Row("an install that was begun", $"{(started - again) / 10.0 / 1024:#,0.0} KB");
        Row("a value saved or a tick, its event included", $"{(ticked - started) / (double)ticks:#,0} bytes");
    }

    private static async Task<int> TickAsync(BenchPortal portal, Guid run)
    {
        var done = 0;
        while (done < Ticks)
        {
            var before = done;
            var view = (await portal.Get<RunQueries>().FindAsync(run, Installer.SubjectId, CancellationToken.None))!;
            foreach (var step in view.Sections.SelectMany(s => s.Steps).Where(s => s.Fields.Count > 0))
            {
                var field = step.Fields[0];
                if (RunAnswers.For(view, field, new Dictionary<string, string>()).FirstOrDefault() is not { } value || done == Ticks)
                    continue;
                try
                {
                    var given = field.Value is null ? value : null;
                    await portal.Get<SetStep>().ExecuteAsync(
                        new SetStepRequest(
                            run, step.Key, StepAction.SaveFields, step.Revision, new Dictionary<string, string?> { [field.Id] = given },
                            null, Guid.CreateVersion7()),
                        Installer, CancellationToken.None);
                    done++;
                }
                catch (Core.RefusedException)
                {
                    // Not to be answered yet, and so not counted.
                }
            }

            if (done == before) break;
        }

        return done;
    }

    private static async Task<long> SizeAsync(BenchPortal portal)
    {
        await using (var source = NpgsqlDataSource.Create(portal.OwnerConnectionString))
        await using (var vacuum = source.CreateCommand("vacuum"))
        {
            vacuum.CommandTimeout = 0;
            await vacuum.ExecuteNonQueryAsync();
        }

        return await portal.CountAsync(
            "select sum(pg_total_relation_size(c.oid))::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
                + "c.relkind = 'r' and n.nspname in ('public', 'audit', 'quartz')");
    }
}

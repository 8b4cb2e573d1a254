using System.Globalization;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Npgsql;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>What is looked up under a run's lock is found by index, however much scans and runs have left.</summary>
public sealed class NameLookupTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_AmongManyResources_AreFoundByTheIndex()
    {
        await postgres.ExecuteAsOwnerAsync("""
            insert into resource_version (target_id, arn_hash, kind, arn, name, account_id, region, facts, content_hash, valid_from)
            select 1, lpad(to_hex(n), 32, '0')::uuid, case when n % 2 = 0 then 'rds-instance' else 'ec2-instance' end, 'arn:' || n,
              'Db-POS-' || n,
              '111111111111', 'us-east-1', '{}', gen_random_uuid(), now()
            from generate_series(1, 50000) n;
            analyze resource_version
            """);

        var plan = await PlanAsync(NameFacts.SightingsSql(["rds-instance"], ["db-pos-4242"]));

        Assert.Contains("ix_resource_version_kind_name", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on resource_version", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_AmongManySteps_AreFoundByTheIndex()
    {
        await using var portal = new TestPortal(postgres);
        var run = await new RunWorker(portal).StartInstallAsync("muchrecorded", TestActors.Ana, Ct);
        await postgres.ExecuteAsOwnerAsync($$"""
            insert into run_step (run_id, step_key, state, revision, record)
            select '{{run.Head.Id}}', 'step-' || n, 'Done', 3, jsonb_build_object('state', 'Done', 'fields', jsonb_build_object(
              'one', jsonb_build_object('value', 'Value ' || n, 'by', jsonb_build_object('personId', 'a', 'personName', 'Ana Ruiz', 'at',
                now())),
              'two', jsonb_build_object('value', 'yes', 'by', jsonb_build_object('personId', 'a', 'personName', 'Ana Ruiz', 'at', now()))))
            from generate_series(1, 20000) n;
            analyze run_step
            """);

        var plan = await PlanAsync(RunFacts.OthersSql(Guid.CreateVersion7(), Guid.CreateVersion7(), ["value 4242"]));
        Assert.Contains("ix_run_step_recorded_values", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on run_step", plan, StringComparison.Ordinal);
    }

    // The statement the portal sends, not one like it.
    private async Task<string> PlanAsync(FormattableString sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        var places = Enumerable.Range(1, sql.ArgumentCount).Select(object (n) => $"${n}").ToArray();
        await using var command =
            source.CreateCommand("explain analyze " + string.Format(CultureInfo.InvariantCulture, sql.Format, places));
        foreach (var argument in sql.GetArguments()) command.Parameters.Add(new NpgsqlParameter { Value = argument });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}

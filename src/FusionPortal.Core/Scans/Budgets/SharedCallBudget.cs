using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Scans.Budgets;

/// <summary>
/// A token bucket per budget in PostgreSQL, so that all processes together keep to AWS's rate. One row holds when all calls taken so far
/// are earned; a call adds its share and waits as long as that lies further ahead than the burst allows. The database's clock is the only
/// one.
/// </summary>
public sealed class SharedCallBudget(NpgsqlDataSource dataSource) : ICallBudget
{
    private const string TakeSql = """
        insert into call_budget as b (budget, earned_at) values ($1, clock_timestamp() + make_interval(secs => $2))
        on conflict (budget) do update set earned_at = greatest(b.earned_at, clock_timestamp()) + make_interval(secs => $2)
        returning extract(epoch from earned_at - clock_timestamp())::double precision - $3
        """;

    /// <inheritdoc />
    public async Task WaitAsync(string budget, double perSecond, int burst, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var seconds = await Sql.ScalarAsync<double>(connection, TakeSql, cancellationToken, budget, 1 / perSecond, burst / perSecond);
        await connection.CloseAsync();
        if (seconds > 0) await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
    }
}

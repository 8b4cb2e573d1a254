using System.Threading.Channels;
using FusionPortal.Core.Notifications;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Npgsql;

namespace FusionPortal.Core.Tests.Notifications;

public sealed class PortalEventsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topic_PublishedInACommittedTransaction_ReachesTheSubscribersOfItsPrefix()
    {
        await using var portal = new TestPortal(postgres);
        await portal.ListenAsync(Ct);
        var heard = Channel.CreateUnbounded<string>();
        using var subscription = portal.Get<PortalEvents>().Subscribe("run:", topic => heard.Writer.WriteAsync(topic, Ct).AsTask());

        await PublishAsync("scan:1", commit: true);
        await PublishAsync("run:rolled-back", commit: false);
        await PublishAsync("run:2", commit: true);

        Assert.Equal("run:2", await NextAsync(heard));
        Assert.Equal(0, heard.Reader.Count);
    }

    [Fact]
    public async Task Connection_CutByTheServer_ComesBackAndTellsSubscribersToLookAgain()
    {
        await using var portal = new TestPortal(postgres);
        await portal.ListenAsync(Ct);
        var heard = Channel.CreateUnbounded<string>();
        using var subscription = portal.Get<PortalEvents>().Subscribe("run:7", topic => heard.Writer.WriteAsync(topic, Ct).AsTask());

        await postgres.ExecuteAsOwnerAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        // The test publishes over pooled connections, which are cut too and would fail the test instead of the listener.
        await using (var pooled = new NpgsqlConnection(postgres.ConnectionString)) NpgsqlConnection.ClearPool(pooled);

        Assert.Equal("run:7", await NextAsync(heard));
        await PublishAsync("run:77", commit: true);
        Assert.Equal("run:77", await NextAsync(heard));
    }

    [Fact]
    public async Task Subscriber_ThatFails_HearsTheNextTopic()
    {
        await using var portal = new TestPortal(postgres);
        await portal.ListenAsync(Ct);
        var heard = Channel.CreateUnbounded<string>();
        using var subscription = portal.Get<PortalEvents>().Subscribe("run:", async topic =>
        {
            await heard.Writer.WriteAsync(topic, Ct);
            if (topic == "run:1") throw new InvalidOperationException("a page that broke");
        });

        await PublishAsync("run:1", commit: true);
        await PublishAsync("run:2", commit: true);

        Assert.Equal("run:1", await NextAsync(heard));
        Assert.Equal("run:2", await NextAsync(heard));
    }

    [Fact]
    public async Task Subscription_Disposed_HearsNothingMore()
    {
        await using var portal = new TestPortal(postgres);
        await portal.ListenAsync(Ct);
        var gone = Channel.CreateUnbounded<string>();
        var stays = Channel.CreateUnbounded<string>();
        portal.Get<PortalEvents>().Subscribe("run:", topic => gone.Writer.WriteAsync(topic, Ct).AsTask()).Dispose();
        using var subscription = portal.Get<PortalEvents>().Subscribe("run:", topic => stays.Writer.WriteAsync(topic, Ct).AsTask());

        await PublishAsync("run:3", commit: true);

        Assert.Equal("run:3", await NextAsync(stays));
        Assert.Equal(0, gone.Reader.Count);
    }

    // The limit only turns a hang into a failure.
    private static Task<string> NextAsync(Channel<string> heard) =>
        heard.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Ct);

    private async Task PublishAsync(string topic, bool commit)
    {
        await using var db = postgres.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await PortalEvents.PublishAsync(db, topic, Ct);
        if (commit) await transaction.CommitAsync(Ct);
    }
}

using FusionPortal.Conventions.Books;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace FusionPortal.Core.Tests.ShippedTexts;

public sealed class ShippedBookTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero));
    private TestPortal? _portal;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestPortal Portal => _portal ??= new TestPortal(postgres, _clock);

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null) await _portal.DisposeAsync();
        await postgres.ExecuteAsOwnerAsync("truncate book_version, convention_book_version, shipped_text");
    }

    [Fact]
    public async Task HigherNumber_IsPublishedWithItsEvent_AndALowerOneNever()
    {
        var before = await EventsAsync("convention-book.published");

        Assert.Equal(ShippedOutcome.Published, await StartAsync(Shipped(1)));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ShippedOutcome.Published, await StartAsync(Shipped(2)));
        // Two versions of the portal that are started in turn, as while one replaces the other.
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(ShippedOutcome.Known, await StartAsync(Shipped(1)));
            Assert.Equal(ShippedOutcome.Known, await StartAsync(Shipped(2)));
        }

        Assert.Equal([2, 1], (await Portal.Get<BookQueries>().VersionsAsync(Ct)).Select(v => v.Version));
        Assert.Equal(2, await EventsAsync("convention-book.published") - before);
        Assert.Equal(Shipped(2).Sha256, (await Portal.Get<BookQueries>().CurrentAsync(Ct)).Sha256);
    }

    [Fact]
    public async Task ManyProcessesAtOnce_OfTwoVersions_PublishTheHigherOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => StartAsync(Shipped(1 + (i % 2)))));

        var versions = await Portal.Get<BookQueries>().VersionsAsync(Ct);
        Assert.Equal(Shipped(2).Sha256, versions[0].Sha256);
        Assert.Equal(versions.Select(v => v.ShippedNumber).Distinct().Count(), versions.Count);
    }

    [Fact]
    public async Task AnotherTextUnderTheSameNumber_IsRefused_AndChangesNothing()
    {
        var before = await EventsAsync("shipped-text.refused");
        await StartAsync(Shipped(2));
        var other = ConventionBook.Load(Shipped(2).Yaml.Replace("title: ", "title: Other ", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<ShippedTextConflictException>(() => StartAsync(other));

        Assert.Contains("book 2", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ShippedTextConflictException>(() => StartAsync(other));
        var conflict = Assert.Single(Portal.Get<ShippedTextConflicts>().All);
        Assert.Equal(
            ("book", 2, other.Sha256, Shipped(2).Sha256), (conflict.Key, conflict.Number, conflict.ShippedSha256, conflict.StoredSha256));
        Assert.Equal(1, await EventsAsync("shipped-text.refused") - before);
        Assert.Equal(Shipped(2).Sha256, (await Portal.Get<BookQueries>().CurrentAsync(Ct)).Sha256);
    }

    [Fact]
    public async Task BookAt_AMoment_IsTheOneInForceThen()
    {
        var first = _clock.GetUtcNow();
        await StartAsync(Shipped(1));
        _clock.Advance(TimeSpan.FromDays(1));
        await StartAsync(Shipped(2));
        var books = Portal.Get<BookQueries>();

        Assert.Equal(1, (await books.AtAsync(first.AddDays(-1), Ct)).Version);
        Assert.Equal(1, (await books.AtAsync(first, Ct)).Version);
        Assert.Equal(1, (await books.AtAsync(first.AddDays(1).AddMicroseconds(-1), Ct)).Version);
        Assert.Equal(2, (await books.AtAsync(first.AddDays(1), Ct)).Version);
        Assert.Equal(2, (await books.AtAsync(first.AddDays(1).ToOffset(TimeSpan.FromHours(5)), Ct)).Version);
        Assert.Equal(2, (await books.AtAsync(null, Ct)).Version);
    }

    [Fact]
    public async Task BookOfAnOlderPortal_StartedFirstOnTheNewSchema_IsTakenOver()
    {
        await postgres.ExecuteAsOwnerAsync(
            $"insert into convention_book_version (version, yaml, sha256, published_by, published_at) values (1, $y${Shipped(1).Yaml}$y$, "
                + $"'{Shipped(1).Sha256}', 'FusionPortal', '2026-01-01Z')");

        Assert.Equal(ShippedOutcome.Published, await StartAsync(Shipped(2)));

        var versions = await Portal.Get<BookQueries>().VersionsAsync(Ct);
        Assert.Equal([(2, 2), (1, 1)], versions.Select(v => (v.Version, v.ShippedNumber!.Value)));
        Assert.Equal(Shipped(1).Yaml, await Portal.Get<BookQueries>().YamlAsync(1, Ct));
    }

    [Fact]
    public async Task BookOfAFormatThisBuildCannotRead_IsInForceAllTheSame_AndNamesAndJudgesNothing()
    {
        await StartAsync(Shipped(1));
        await postgres.ExecuteAsOwnerAsync(
            "insert into book_version (version, yaml, sha256, format, shipped_number, takes_in, published_by, published_at) values (9, "
                + "'format: 999', 'x', 999, 9, 9, 'FusionPortal', '2026-11-27T09:00:01Z')");
        _clock.Advance(TimeSpan.FromHours(1));

        var book = await Portal.Get<BookQueries>().CurrentAsync(Ct);
        Assert.Equal((9, false, 999), (book.Version, book.IsReadable, book.Format));
        Assert.Empty(book.Conventions);
        Assert.Empty(book.NamesFor("kite"));
        Assert.Equal("format: 999", book.Yaml);
        // Before it was published the one before was in force.
        Assert.Equal(
            (1, true), await Portal.Get<BookQueries>().AtAsync(_clock.GetUtcNow().AddHours(-1), Ct) is var b ? (b.Version, b.IsReadable)
            : default);
        Assert.Equal(ShippedOutcome.Known, await StartAsync(Shipped(2)));
    }

    [Theory]
    [InlineData("update book_version set yaml = 'x'")]
    [InlineData("update book_version set sha256 = 'x'")]
    [InlineData("delete from book_version")]
    [InlineData("truncate book_version")]
    [InlineData("update convention_book_version set yaml = 'x'")]
    [InlineData("delete from convention_book_version")]
    [InlineData("update shipped_text set yaml = 'x'")]
    [InlineData("delete from shipped_text")]
    [InlineData("update template_version set yaml = 'x'")]
    [InlineData("update template_version set sha256 = 'x', published = true")]
    [InlineData("update template_version set version = 7")]
    [InlineData("delete from template_version")]
    public async Task PortalsLogin_ChangingAPublishedText_IsDenied(string sql)
    {
        await using var db = postgres.CreateDbContext();

        var denied = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, Ct));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    /// <summary>Texts of two versions of the portal.</summary>
    private static ConventionBook Shipped(int number) => ConventionBook.Load(
        ConventionBook.Shipped[0].Text.Replace("version: 1\n", $"version: {number}\n", StringComparison.Ordinal)
            .Replace("title: Conventions", number == 1 ? "title: Conventions" : $"title: Conventions {number}", StringComparison.Ordinal));

    private Task<ShippedOutcome> StartAsync(ConventionBook shipped) =>
        Portal.Get<PublishShippedBook>().ExecuteAsync(shipped, Actor.System, Ct);

    private async Task<long> EventsAsync(string kind)
    {
        await using var db = postgres.CreateDbContext();
        return await db.Database.SqlQuery<long>($"""select count(*) as "Value" from audit.event where kind = {kind}""").SingleAsync(Ct);
    }
}

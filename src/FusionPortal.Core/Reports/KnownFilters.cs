using FusionPortal.Checklists.Checks;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Text;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <summary>
/// What a list or report can be of: clients, accounts, conventions and kinds that the portal knew at its moment. A slip would else say, or
/// even certify, that there is nothing.
/// </summary>
public sealed class KnownFilters(NpgsqlDataSource dataSource, BookQueries books, TimeProvider clock)
{
    private const int Suggested = 5;

    // In the order in which they are refused.
    private static readonly FilterSubject[] Looked =
        [FilterSubject.Organization, FilterSubject.Account, FilterSubject.Convention, FilterSubject.Kind, FilterSubject.Region];

    private const string ClientsSql = """
        select o.org_id, o.title from organization o
        where o.title ilike $1 or o.org_id ilike $1 or $2 ilike '%' || o.org_key || '%' or left(o.org_key, 3) = left(lower($2), 3)
        order by lower(o.title) = lower($2) desc, o.title ilike $1 desc, o.org_key limit 5
        """;

    private const string AccountsSql = """
        select a.id, a.name from account a where a.name ilike $1 or a.id like $1 or left(a.id, 4) = left($2, 4)
          or right(a.id, 4) = right($2, 4)
        order by lower(a.name) = lower($2) desc, a.name ilike $1 desc, a.id limit 5
        """;

    /// <summary>For a list. Asks the database only about what the filter names.</summary>
    /// <param name="keys">Of the filter.</param>
    /// <param name="filter">With the moment the list is of.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="RefusedException">
    /// Nobody knew the client, account, convention or kind at that moment; the details hold up to five that may be meant. Or the moment
    /// cannot be read.
    /// </exception>
    public async Task RequireAsync<TFilter>(FilterKeys<TFilter> keys, TFilter filter, CancellationToken cancellationToken)
        where TFilter : IAsOf
    {
        if (!Looked.Any(subject => keys.Naming(subject, filter).Any())) return;
        var at = await HistoryClock.SettleAsync(
            dataSource, clock, filter.AsOf, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken);
        await RequireAsync(keys, filter, at, cancellationToken);
    }

    /// <inheritdoc cref="RequireAsync{TFilter}(FilterKeys{TFilter}, TFilter, CancellationToken)"/>
    public Task RequireAsync(FindingFilter filter, CancellationToken cancellationToken) =>
        RequireAsync(FindingKeys.All, filter, cancellationToken);

    /// <summary>A client there is now.</summary>
    /// <param name="orgId">In any letter case; null or empty for none.</param>
    /// <param name="field">Where the caller takes it.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="RefusedException">There is none; the details hold up to five that may be meant.</exception>
    public async Task ClientAsync(string? orgId, string field, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(orgId)) return;
        var at = await HistoryClock.SettleAsync(dataSource, clock, null, HistoryDomains.Records, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ClientAsync(connection, orgId, field, at, cancellationToken);
    }

    /// <param name="keys">Of the filter.</param>
    /// <param name="filter">Its moment is ignored.</param>
    /// <param name="at">A settled moment.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="RefusedException">
    /// Nobody knew the client, account, convention or kind at that moment; the details hold up to five that may be meant.
    /// </exception>
    internal async Task RequireAsync<TFilter>(
        FilterKeys<TFilter> keys, TFilter filter, DateTimeOffset at, CancellationToken cancellationToken) where TFilter : IAsOf
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        foreach (var subject in Looked)
        {
            foreach (var value in keys.Naming(subject, filter))
            {
                await (subject switch
                {
                    FilterSubject.Organization => ClientAsync(connection, value, "organization", at, cancellationToken),
                    FilterSubject.Account => AccountAsync(connection, value, at, cancellationToken),
                    FilterSubject.Convention => ConventionAsync(connection, value, at, cancellationToken),
                    FilterSubject.Region => RegionAsync(connection, value, cancellationToken),
                    _ => KindAsync(connection, value, at, cancellationToken),
                });
            }
        }
    }

    // One that AWS has, or that scans have read.
    private static async Task RegionAsync(NpgsqlConnection connection, string region, CancellationToken cancellationToken)
    {
        if (AwsPlaces.IsRegion(region)) return;
        if (await Sql.ScalarAsync<bool>(connection, "select exists (select from coverage where region = $1)", cancellationToken, region))
            return;
        var meant = AwsPlaces.Near(region);
        throw Unknown(
            "unknown-region", "region", $"AWS has no region {region}.", [.. meant.Take(Suggested)], meant.Select(m => new { Region = m })
                .ToList(), "For example us-east-1.");
    }

    private static async Task ClientAsync(
        NpgsqlConnection connection, string orgId, string field, DateTimeOffset at, CancellationToken cancellationToken)
    {
        const string IsKnown = """
            exists (select from organization o where o.org_key = lower($1))
            or exists (select from finding_version v where lower(v.org_id) = lower($1) and v.valid_from <= $2)
            """;
        if (await KnownAsync(connection, IsKnown, orgId, at, cancellationToken)) return;
        var meant = await Sql.ListAsync(
            connection, ClientsSql, r =>
                new { OrgId = r.GetString(0), Title = r.GetString(1) }, cancellationToken, LikePattern.Anywhere(orgId), orgId);
        throw Unknown(
            "unknown-client", field, $"No client had the organization ID {orgId} at that moment.",
            [.. meant.Select(m => $"{m.OrgId} ({m.Title})")], meant, "Look it up on the page Clients.");
    }

    private static async Task AccountAsync(NpgsqlConnection connection, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        const string IsKnown = """
            exists (select from account a where a.id = $1) or exists (select from finding_version v where v.account_id = $1
              and v.valid_from <= $2)
            """;
        if (await KnownAsync(connection, IsKnown, id, at, cancellationToken)) return;
        var meant = await Sql.ListAsync(
            connection, AccountsSql, r =>
                new { Id = r.GetString(0), Name = r.GetString(1) }, cancellationToken, LikePattern.Anywhere(id), id);
        throw Unknown(
            "unknown-account", "account", $"The portal knew no account {id} at that moment.", [.. meant.Select(m => $"{m.Id} ({m.Name})")],
                meant,
            "Look it up on the page Accounts.");
    }

    private async Task ConventionAsync(NpgsqlConnection connection, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var book = await books.AtAsync(at, cancellationToken);
        const string IsKnown =
            "exists (select from finding f join finding_version v on v.finding_id = f.id "
            + "where f.convention_id = $1 and v.valid_from <= $2)";
        if (book.Convention(id) is not null || await KnownAsync(connection, IsKnown, id, at, cancellationToken)) return;
        var meant = Nearest.Of(id, book.Conventions.Select(c => c.Id), Suggested).Select(c => new { Id = c, book.Convention(c)!.Title })
            .ToList();
        throw Unknown(
            "unknown-convention", "convention", $"No convention had the id {id} at that moment.", [.. meant.Select(m => m.Id)], meant,
            "Look it up on the page Conventions.");
    }

    private static async Task KindAsync(NpgsqlConnection connection, string kind, DateTimeOffset at, CancellationToken cancellationToken)
    {
        const string IsKnown = "exists (select from finding_version v where v.kind = $1 and v.valid_from <= $2)";
        if (ResourceKinds.IsKnown(kind) || await KnownAsync(connection, IsKnown, kind, at, cancellationToken)) return;
        var meant = Nearest.Of(kind, ResourceKinds.Ids, Suggested);
        throw Unknown(
            "unknown-kind", "kind", $"There is no kind of resource {kind}.", meant, meant.Select(m => new { Kind = m }).ToList(),
            "For example s3-bucket.");
    }

    private static Task<bool> KnownAsync(
        NpgsqlConnection connection, string condition, string value, DateTimeOffset at, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<bool>(
            connection, $"with {RecordSql.Ctes("$2")} select $1::text is not null and ({condition})", cancellationToken, value, at);

    private static RefusedException Unknown(
        string code, string field, string message, IReadOnlyList<string> meant, object suggestions, string otherwise) => new(
        RefusalKind.Invalid, code, $"{message} {(meant.Count == 0 ? otherwise : $"Did you mean {string.Join(", ", meant)}?")}", field,
            new { Suggestions = suggestions });
}

using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using FusionPortal.Core.Text;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Discovery;

/// <summary>Keeps the accounts as AWS Organizations lists them, with the roles configuration declares for them.</summary>
public sealed class AccountRegister(IOptions<AccountOptions> options)
{
    // A role somebody declared in the portal outranks configuration; configuration taken back takes its role back.
    private const string UpsertSql = """
        insert into account (id, name, status, role, role_declared_by, role_declared_at, tags, discovered_at, last_seen_at, revision)
        values ($1, $2, $3, $4, $5::text, case when $5::text is null then null else $7::timestamptz end, $6::jsonb, $7, $7, 1)
        on conflict (id) do update set
          name = excluded.name, status = excluded.status, tags = excluded.tags, last_seen_at = excluded.last_seen_at,
          role = case when account.role_declared_by is null or account.role_declared_by = 'configuration' then excluded.role
            else account.role end,
          role_declared_at = case
            when (account.role_declared_by is null or account.role_declared_by = 'configuration') and account.role <> excluded.role
              then excluded.role_declared_at
            else account.role_declared_at end,
          role_declared_by = case
            when account.role_declared_by is null or account.role_declared_by = 'configuration' then excluded.role_declared_by
            else account.role_declared_by end,
          revision = account.revision + (account.role <> excluded.role
            and (account.role_declared_by is null or account.role_declared_by = 'configuration'))::int
        """;

    internal async Task RecordAsync(
        NpgsqlConnection connection, IReadOnlyList<DiscoveredAccount> found, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var account in found)
        {
            var declared = options.Value.Declarations.GetValueOrDefault(account.AccountId);
            await Sql.RunAsync(
                connection, UpsertSql, cancellationToken,
                account.AccountId, StorableText.From(account.Name), account.State,
                (declared?.Role ?? Conventions.AccountRole.Undeclared).ToString(), declared is null ? null
                    : Account.DeclaredByConfiguration,
                Tags(account.Tags), at);
        }
    }

    /// <summary>
    /// Records how every known account stands now. One that AWS lists no more has departed; one that is active again is retired no longer,
    /// so that nobody has to remember to look there.
    /// </summary>
    /// <returns>Every known account's standing, and which came back from retirement.</returns>
    internal static async Task<(IReadOnlyList<Standing> Now, IReadOnlyList<Standing> Returned)> StandAsync(
        NpgsqlConnection connection, IReadOnlyList<DiscoveredAccount> found, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var states = found.ToDictionary(a => a.AccountId, a => a.State, StringComparer.Ordinal);
        var returned = new List<Standing>();
        foreach (var before in await StandingSql.CurrentAsync(connection, cancellationToken))
        {
            var state = states.GetValueOrDefault(before.AccountId, AccountStates.Departed);
            var sight = AccountStates.SightOf(state);
            var stays = before.Sight == AccountSight.Retired && sight != AccountSight.Read;
            if (before.Sight == AccountSight.Retired && !stays) returned.Add(before);
            if (stays) sight = AccountSight.Retired;
            if (state == AccountStates.Departed)
                await Sql.RunAsync(
                    connection, "update account set status = $2 where id = $1 and status <> $2", cancellationToken, before.AccountId,
                    state);
            if (await StandingSql.IsWrittenAsync(connection, before.AccountId, state, sight, cancellationToken)) continue;
            await StandingSql.WriteAsync(
                connection, before.AccountId, state, sight, stays ? before.RetiredBy : null, stays ? before.RetiredReason
                    : null, at, cancellationToken);
        }

        return (await StandingSql.CurrentAsync(connection, cancellationToken), returned);
    }

    private static string Tags(IReadOnlyDictionary<string, string> tags) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(
            tags.ToDictionary(t => StorableText.From(t.Key), t => StorableText.From(t.Value)), StringComparer.Ordinal));
}

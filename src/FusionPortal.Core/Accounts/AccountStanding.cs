using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace FusionPortal.Core.Accounts;

/// <summary>
/// How an account stood from <see cref="ValidFrom"/> until before <see cref="ValidTo"/>: what AWS said of it, and whether a person had
/// retired it. An account without one stood as active.
/// </summary>
public sealed class AccountStanding
{
    /// <summary>Twelve digits.</summary>
    public required string AccountId { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Infinity while current.</summary>
    public DateTimeOffset ValidTo { get; init; }

    /// <summary>As AWS Organizations tells it, or <see cref="AccountStates.Departed"/>.</summary>
    public required string State { get; init; }

    public AccountSight Sight { get; init; }

    /// <summary>Who retired the account; null where nobody did.</summary>
    public string? RetiredBy { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public string? RetiredReason { get; init; }
}

internal sealed class AccountStandingConfiguration : IEntityTypeConfiguration<AccountStanding>
{
    public void Configure(EntityTypeBuilder<AccountStanding> builder)
    {
        builder.ToTable("account_standing");
        builder.HasKey(s => new { s.AccountId, s.ValidFrom });
        builder.Property(s => s.AccountId).HasMaxLength(12);
        builder.Property(s => s.ValidTo).HasDefaultValueSql("'infinity'");
        builder.Property(s => s.State).HasMaxLength(32);
        builder.Property(s => s.Sight).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.RetiredBy).HasMaxLength(256);
        builder.Property(s => s.RetiredReason).HasMaxLength(RetireAccount.ReasonLimit);
        builder.HasIndex(s => s.AccountId).IsUnique().HasFilter("valid_to = 'infinity'").HasDatabaseName("ix_account_standing_current");
    }
}

/// <summary>One account that nobody reads.</summary>
/// <param name="State">As AWS told it, or DEPARTED.</param>
/// <param name="Since">Since when it stands so.</param>
/// <param name="Message">Why, in one sentence fit to be shown.</param>
/// <param name="RetiredBy">Who retired it; null where nobody did.</param>
/// <param name="Resources">Resources last seen in it.</param>
public sealed record AccountOutOfSight(
    string AccountId, string Name, string State, AccountSight Sight, DateTimeOffset Since, string Message, string? RetiredBy,
        long Resources)
{
    /// <summary>What a person does about it.</summary>
    public string Advice => AccountStates.Advice(State);
}

internal sealed record Standing(
    string AccountId, string State, AccountSight Sight, string? RetiredBy, string? RetiredReason, DateTimeOffset Since);

/// <summary>The standings as one relation, for joins by other features' queries, and the one way to write them.</summary>
internal static class StandingSql
{
    /// <summary>Accounts that are read: true of an account nothing is known of.</summary>
    /// <param name="accountId">The column with the account's id.</param>
    public static string IsRead(string accountId) =>
        $"not exists (select from account_standing x where x.account_id = {accountId} and x.valid_to = 'infinity' and x.sight <> 'Read')";

    /// <summary>Joins the standing of one moment as <c>st</c>; it is all null where the account stood as active from the start.</summary>
    /// <param name="accountId">The column with the account's id.</param>
    /// <param name="at">The moment as SQL; null for now.</param>
    public static string Join(string accountId, string? at) =>
        $"left join account_standing st on st.account_id = {accountId} and "
            + $"{(at is null ? "st.valid_to = 'infinity'" : $"st.valid_from <= {at} and st.valid_to > {at}")}";

    /// <summary>Why an account is not read, in words, from the columns of <see cref="Join"/>.</summary>
    public const string Why = """
        case when st.sight = 'Retired' then st.retired_by || ' retired the account: ' || st.retired_reason
          when st.state = 'DEPARTED' then 'The account is no longer in the AWS organization.'
          when st.state = 'SUSPENDED' then 'AWS has suspended the account.'
          when st.state = 'CLOSED' then 'The account is closed.'
          when st.state = 'PENDING_CLOSURE' then 'AWS is closing the account.'
          when st.state = 'PENDING_ACTIVATION' then 'AWS is still setting the account up.'
          else 'AWS reports the account as ' || st.state || '.' end
        """;

    /// <summary>Accounts nobody read at a moment: the unreachable first, then closed, then retired ones.</summary>
    /// <param name="accountId">One account only; null for all.</param>
    /// <param name="asOf">The moment, in whole microseconds; null for now.</param>
    public static Task<List<AccountOutOfSight>> OutOfSightAsync(
        NpgsqlConnection connection, string? accountId, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        Sql.ListAsync<AccountOutOfSight>(
            connection,
            $"""
            {(asOf is null ? "" : $"with {RecordSql.Ctes("$2")}")}
            select st.account_id, coalesce(a.name, st.account_id) as name, st.state, st.sight, st.valid_from as since, {Why} as message,
              st.retired_by,
              coalesce((select sum(t.resources) from resource_tally t join coverage c on c.id = t.target_id and c.account_id = st.account_id
                where t.valid_from <= coalesce($2::timestamptz, 'infinity') and case when $2::timestamptz is null
                  then t.valid_to = 'infinity' else t.valid_to > $2 end), 0)::bigint as resources
            from account_standing st left join account a on a.id = st.account_id
            where st.sight <> 'Read' and ($1::text is null or st.account_id = $1)
              and case when $2::timestamptz is null then st.valid_to = 'infinity' else st.valid_from <= $2 and st.valid_to > $2 end
            order by case st.sight when 'Unreachable' then 0 when 'Closed' then 1 else 2 end, 2, 1
            """,
            cancellationToken, accountId, asOf);

    public static Task<List<Standing>> CurrentAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ListAsync<Standing>(
            connection,
            """
            select a.id as account_id, coalesce(s.state, a.status) as state, coalesce(s.sight, 'Read') as sight, s.retired_by,
              s.retired_reason, coalesce(s.valid_from, a.discovered_at) as since
            from account a left join account_standing s on s.account_id = a.id and s.valid_to = 'infinity' order by a.id
            """,
            cancellationToken);

    /// <summary>Whether the account is known to stand so already.</summary>
    public static Task<bool> IsWrittenAsync(
        NpgsqlConnection connection, string accountId, string state, AccountSight sight, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<bool>(
            connection,
            "select exists (select from account_standing where account_id = $1 and valid_to = 'infinity' and state = $2 and sight = $3)",
            cancellationToken, accountId, state, sight.ToString());

    /// <summary>From <paramref name="at"/> on the account stands so; what it was until then stays readable.</summary>
    public static Task WriteAsync(
        NpgsqlConnection connection, string accountId, string state, AccountSight sight, string? retiredBy, string? reason,
            DateTimeOffset at,
        CancellationToken cancellationToken) =>
        Sql.RunAsync(
            connection,
            """
            with closed as (
              update account_standing set valid_to = greatest($6::timestamptz, valid_from + interval '1 microsecond')
              where account_id = $1 and valid_to = 'infinity' returning valid_to)
            insert into account_standing (account_id, valid_from, valid_to, state, sight, retired_by, retired_reason)
            select $1, coalesce((select valid_to from closed), $6::timestamptz), 'infinity', $2, $3, $4::text, $5::text
            """,
            cancellationToken, accountId, state, sight.ToString(), retiredBy, reason, at);
}

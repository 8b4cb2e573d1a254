using System.Runtime.CompilerServices;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <param name="AccountIds">Null for every account.</param>
/// <param name="AsOf">What was recorded up to that moment; null for now.</param>
public sealed record AccountHistoryFilter(IReadOnlyList<string>? AccountIds = null, DateTimeOffset? AsOf = null) : IAsOf;

/// <summary>What was recorded of each account, from when until when: its name and state, what it was declared for and by whom.</summary>
internal sealed class AccountsReport(NpgsqlDataSource dataSource) : Report<AccountHistoryFilter>
{
    private static readonly FilterKeys<AccountHistoryFilter> Questions = new(
        new(),
        [
            new FilterKey<AccountHistoryFilter, IReadOnlyList<string>?>(
                "account", FilterTypes.Texts(FilterSubject.Account), f => f.AccountIds, (f, ids) => f with { AccountIds = ids })
            {
                Label = "Account",
                Description = "Account ids; may repeat.",
                WhenOpen = ("Accounts", "every account"),
            },
        ],
        AsOfKey.Of<AccountHistoryFilter>("What was recorded up to that moment.", (f, at) => f with { AsOf = at }));

    public override string Name => "accounts";

    public override string Title => "Accounts as declared";

    public override string Answers => "What was each account declared for, by whom, and since when?";

    public override string Readers => "Auditors and administrators";

    public override string Summary =>
        "What each account was called, how it stood, what it was declared for, by whom and since when, and who paused it: every change.";

    public override string RowLabel => "record";

    public override string Everything => "every account";

    public override int Version => 1;

    public override IReadOnlyList<string> Columns { get; } =
    [
        "account_id", "valid_from", "valid_to", "name", "state", "role", "role_declared_by", "role_declared_at", "paused_by", "paused_at",
    ];

    // As the page of accounts.
    public override IReadOnlyList<Role> MayProduce { get; } = [Role.Lead, Role.Auditor, Role.Administrator];

    internal override HistoryDomains Domains => HistoryDomains.Records;

    protected override FilterKeys<AccountHistoryFilter> Keys => Questions;

    private protected override Task<ReportContent> ReadAsync(
        AccountHistoryFilter asked, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.FromResult(
            new ReportContent(Rows(asked.AccountIds, at, cancellationToken), TrailScope.OfEstate(asked.AccountIds)) { HasLimit = false });

    // What ended after the moment was still so then.
    private async IAsyncEnumerable<object?[]> Rows(
        IReadOnlyList<string>? accountIds, DateTimeOffset at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = Sql.Command(
            connection,
            $"""
            select v.key, v.valid_from, case when v.valid_to <= $1 then v.valid_to end, r.name, r.status, r.role, r.role_declared_by,
              r.role_declared_at, r.paused_by, r.paused_at
            from record_version v cross join lateral jsonb_populate_record(null::public.account, v.record) r
            where v.entity = '{RecordVersion.Account}' and v.valid_from <= $1 and ($2::text[] is null or v.key = any($2))
            order by v.key, v.valid_from
            """,
            at, accountIds?.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return SqlRows.Values(reader);
    }
}

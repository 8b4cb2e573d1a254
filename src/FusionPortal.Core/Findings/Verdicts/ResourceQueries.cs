using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>Reads of resources with whose they are and what conventions make of them.</summary>
public sealed class ResourceQueries
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly InventoryQueries _inventory;
    private readonly TimeProvider _clock;
    private readonly ResourceVerdicts _verdicts;
    private readonly ResourceDetails _details;

    public ResourceQueries(
        NpgsqlDataSource dataSource, InventoryQueries inventory, ConventionBooks.BookQueries books,
        Organizations.OrganizationQueries organizations, Accounts.AccountQueries accounts, Runs.CapturedQueries captured,
        Knowledge knowledge, TimeProvider clock)
    {
        (_dataSource, _inventory, _clock) = (dataSource, inventory, clock);
        _verdicts = new(books, organizations, accounts, captured, knowledge, clock);
        _details = new(dataSource, knowledge, _verdicts, clock);
    }

    /// <summary>A page of the inventory, each row with its client and the worst of its verdicts.</summary>
    /// <param name="cursor">Of the page before, in the same order; null for the first.</param>
    /// <param name="take">1 to <see cref="InventoryQueries.MaxPage"/>; other values are brought there.</param>
    /// <exception cref="RefusedException">The cursor is not of this list, or the moment lies in the future, or before what retention has
    /// kept.</exception>
    public async Task<ResourcePage> ListAsync(
        ResourceFilter filter, ResourceSort sort, string? cursor, int take, CancellationToken cancellationToken)
    {
        var asOf = await HistoryClock.EstateAsync(_dataSource, _clock, filter.AsOf, cancellationToken);
        var (rows, next) = await _inventory.PlacedAsync(filter with { AsOf = asOf }, sort, cursor, take, cancellationToken);
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        var judged = await _verdicts.OfAsync(connection, rows, asOf, isOne: false, cancellationToken);
        return new ResourcePage(
            [.. rows.Zip(judged.All, (r, j) => r.Row with { Judged = Worst(j.Client, j.Verdicts) })], next);
    }

    /// <summary>One resource with everything its page shows.</summary>
    /// <param name="key">As <see cref="ResourceKey.Of"/> gives it.</param>
    /// <param name="asOf">What the portal knew at that moment; null for now.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>Null where no scan had seen it by that moment.</returns>
    /// <exception cref="RefusedException">The moment lies in the future, or before what retention has kept.</exception>
    public Task<ResourceDetail?> GetAsync(string key, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        ResourceKey.TryRead(key, out var hash)
            ? _details.GetAsync(hash, asOf, cancellationToken) : Task.FromResult<ResourceDetail?>(null);

    internal static ResourceJudgement Worst(Attribution client, IReadOnlyList<ConventionVerdict> verdicts) => new(
        client.OrgId, client.Organization?.Title, client.By, verdicts.Count == 0 ? ResourceVerdict.NotJudged : verdicts[0].Verdict,
        verdicts.Count(v => v.Verdict == ResourceVerdict.Violation), verdicts.Count(v => v.Verdict == ResourceVerdict.NotEvaluated));
}

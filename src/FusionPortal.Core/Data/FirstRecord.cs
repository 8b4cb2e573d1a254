using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>Since when the portal knows anything: no page can be shown as of a moment before it.</summary>
public sealed class FirstRecord(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>The code of the refusal of a moment before the first.</summary>
    public const string NotYet = "as-of-before-first";

    private const string Field = "asOf";

    private DateTimeOffset? _at;

    /// <summary>The first moment something was recorded; null while nothing is.</summary>
    public async ValueTask<DateTimeOffset?> AtAsync(CancellationToken cancellationToken)
    {
        // It never changes once it is there.
        if (_at is { } known) return known;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // What a version of the portal without a history had recorded already is valid since ever.
        var found = await Sql.ListAsync(
            connection,
            "select min(v.valid_from) from record_version v where v.valid_from > '-infinity'",
            r => r.GetNullable<DateTimeOffset>(0), cancellationToken);
        return _at = found[0];
    }

    /// <summary>Whether anything was recorded by a moment, and it has come.</summary>
    /// <exception cref="RefusedException">Invalid: the moment has not come yet, or nothing was recorded by then.</exception>
    public async Task RequireAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (asOf > clock.GetUtcNow())
            throw new RefusedException(
                RefusalKind.Invalid, "as-of-in-future", "The portal does not know the future. Choose a moment that has passed.",
                Field);
        var first = await AtAsync(cancellationToken);
        if (first is { } at && asOf >= at) return;
        throw first is { } known
            ? new RefusedException(
                RefusalKind.Invalid, NotYet, "Nothing was recorded by that moment: the portal had not begun.", Field,
                new MomentNotKept(known))
            : new RefusedException(
                RefusalKind.Invalid, NotYet, "Nothing has been recorded yet, so there is no past to show.", Field);
    }
}

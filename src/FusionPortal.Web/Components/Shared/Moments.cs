using FusionPortal.Core;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Shared;

/// <summary>The moment in an address, <c>asOf</c>, and what can be asked where it is refused.</summary>
public static class Moments
{
    public const string Key = AsOfKey.Name;

    private const string NotUnderstood = "as-of-not-understood";

    /// <returns>Null where the address asks for none.</returns>
    /// <exception cref="RefusedException">It asks for something that is no moment: to show now instead would be taken for an
    /// answer.</exception>
    public static DateTimeOffset? Of(Uri address)
    {
        if (Given(address) is not { } text) return null;
        return MomentText.TryRead(text, out var moment)
            ? moment
            : throw new RefusedException(
                RefusalKind.Invalid, NotUnderstood, "What the address asks for is no moment. Write it like 2026-10-31T23:59:59Z.", Key);
    }

    /// <summary>What the address gives as its moment, whether or not it is one; null for nothing.</summary>
    public static string? Given(Uri address)
    {
        QueryHelpers.ParseQuery(address.Query).TryGetValue(Key, out var given);
        return given.ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The same address, with its fragment, as of the moment another one gives.</summary>
    public static string With(Uri address, string given) =>
        QueryHelpers.AddQueryString(address.PathAndQuery, Key, given) + address.Fragment;

    /// <summary>The same address as of another moment.</summary>
    /// <param name="moment">Null for now.</param>
    public static string Href(Uri address, DateTimeOffset? moment)
    {
        // Another moment begins at its first page.
        var others = QueryHelpers.ParseQuery(address.Query)
            .Where(q => !q.Key.Equals(Key, StringComparison.OrdinalIgnoreCase) && q.Key is not ("cursor" or "page"));
        var href = QueryHelpers.AddQueryString(address.AbsolutePath, others);
        return moment is { } at ? QueryHelpers.AddQueryString(href, Key, MomentText.Of(at)) : href;
    }

    /// <summary>What a page says where its moment is refused; null for every other refusal.</summary>
    public static MomentRefusal? Refusal(Exception exception) =>
        exception is not RefusedException { Field: Key } refused ? null : refused.Details switch
        {
            MomentNotKept kept => new MomentRefusal(
                refused.Code == FirstRecord.NotYet ? "Nothing was recorded yet" : "That moment is not known any more", refused.Message,
                kept.KeptFrom, null),
            MomentNotSettled settled => new MomentRefusal("That moment is still being written", refused.Message, null, settled.SettledAt),
            _ => new MomentRefusal(
                refused.Code switch
                {
                    NotUnderstood => "That is no moment",
                    FirstRecord.NotYet => "Nothing was recorded yet",
                    _ => "That moment has not come yet",
                },
                refused.Message, null, null),
        };
}

/// <param name="Title">What is the matter with the moment.</param>
/// <param name="Why">In a sentence, fit to be shown.</param>
/// <param name="From">The first moment that is answered; null where that is not what is wrong.</param>
/// <param name="Until">The last moment that is answered; null where that is now.</param>
public sealed record MomentRefusal(string Title, string Why, DateTimeOffset? From, DateTimeOffset? Until);

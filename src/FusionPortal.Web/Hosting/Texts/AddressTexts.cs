using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using FusionPortal.Conventions.Secrets;
using FusionPortal.Core;
using FusionPortal.Core.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Hosting.Texts;

/// <summary>The texts of a request's first lines: path, query and cookies, as they were sent and as they are read.</summary>
internal static partial class AddressTexts
{
    private const int LongestName = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="RefusedException">Invalid, with the name of the place.</exception>
    public static void Require(HttpContext context)
    {
        var request = context.Request;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var end = target.IndexOf('?', StringComparison.Ordinal);
        if (Fault(end < 0 ? target : target.AsSpan(0, end)) is { } fault) throw StorableText.Refused(Place(context) ?? "address", fault);

        RequirePairs(request.QueryString.Value, "query");
        foreach (var cookies in request.Headers.Cookie) RequireCookies(cookies);
    }

    // As they were sent: the framework leaves out a cookie whose name it does not like, and bytes that are no UTF-8 stay encoded. Those of
    // another program of the same domain are not refused for the latter, but for what no text can keep.
    private static void RequireCookies(string? cookies)
    {
        foreach (var cookie in (cookies ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = cookie.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (cookie, "") : (cookie[..at].TrimEnd(), cookie[(at + 1)..]);
            if (CookieFault(name) is { } inName) throw StorableText.Refused("Cookie", inName);
            if (CookieFault(value) is { } inValue) throw StorableText.Refused(Named(name, "Cookie"), inValue);
        }
    }

    private static string? CookieFault(string text) =>
        StorableText.Fault(Uri.UnescapeDataString(text)) ?? (EncodedHalf().IsMatch(text) ? StorableText.Fault("\uD800") : null);

    // Half of a character, in the bytes that UTF-8 would have for it and forbids.
    [GeneratedRegex("%ED%[AB][0-9A-F]%[89AB][0-9A-F]", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedHalf();

    /// <param name="pairs">Encoded as in a query string.</param>
    /// <param name="place">What is named where a name itself is bad.</param>
    public static void RequirePairs(string? pairs, string place)
    {
        foreach (var pair in new QueryStringEnumerable(pairs))
        {
            if (Fault(pair.EncodedName.Span) is { } inName) throw StorableText.Refused(place, inName);
            if (Fault(pair.EncodedValue.Span) is { } inValue)
                throw StorableText.Refused(Named(pair.DecodeName().ToString(), place), inValue);
        }
    }

    /// <summary>A name that a stranger chose is repeated where it reads like one, and else its kind of place.</summary>
    public static string Named(string name, string place) => name.Length <= LongestName && SecretGuard.Inspect(name) is null ? name : place;

    /// <summary>What a percent-encoded text holds that no text can keep. The server leaves bytes that are no UTF-8 encoded, so they are
    /// looked for here.</summary>
    public static string? Fault(ReadOnlySpan<char> encoded)
    {
        if (StorableText.Fault(encoded) is { } plain) return plain;
        if (!encoded.Contains('%')) return null;
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(encoded.Length));
        try
        {
            var length = Decode(encoded, bytes);
            return StorableText.Fault(Strict.GetString(bytes, 0, length));
        }
        catch (DecoderFallbackException)
        {
            return "is not written in UTF-8";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int Decode(ReadOnlySpan<char> encoded, Span<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[i + 1]) && char.IsAsciiHexDigit(encoded[i + 2]))
            {
                bytes[length++] = Convert.FromHexString(encoded.Slice(i + 1, 2))[0];
                i += 2;
            }
            else if (char.IsAscii(encoded[i]))
            {
                bytes[length++] = (byte)encoded[i];
            }
            else
            {
                var run = char.IsHighSurrogate(encoded[i]) ? 2 : 1;
                length += Encoding.UTF8.GetBytes(encoded.Slice(i, run), bytes[length..]);
                i += run - 1;
            }
        }

        return length;
    }

    // Which of the route's own places it was. Its values are decoded where they can be, so that the bad one still shows its bytes.
    private static string? Place(HttpContext context)
    {
        // A place that takes whatever comes has no name that would mean anything to a caller.
        var named = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.Parameters.Where(p => !p.IsCatchAll) ?? [];
        return named.FirstOrDefault(p => context.Request.RouteValues[p.Name] is string text && Fault(text) is not null)?.Name;
    }
}

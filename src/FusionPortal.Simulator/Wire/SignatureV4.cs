using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace FusionPortal.Simulator.Wire;

/// <summary>The parts of an Authorization header of Signature Version 4.</summary>
internal sealed record SignedWith(string KeyId, string Date, string Region, string Service, IReadOnlyList<string> Headers, string Signature)
{
    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <returns>Null where the header is not of that form.</returns>
    public static SignedWith? Parse(string authorization)
    {
        const string Scheme = "AWS4-HMAC-SHA256 ";
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var fields = authorization[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(f => f.Split('=', 2)).Where(f => f.Length == 2).GroupBy(f => f[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First()[1], StringComparer.Ordinal);
        if (!fields.TryGetValue("Credential", out var credential) || !fields.TryGetValue("SignedHeaders", out var headers)
            || !fields.TryGetValue("Signature", out var signature)) return null;
        var scope = credential.Split('/');
        return scope is [var key, var date, var region, var service, "aws4_request"]
            ? new SignedWith(key, date, region, service, headers.Split(';'), signature)
            : null;
    }
}

/// <summary>Computes the signature a request ought to carry.</summary>
internal static class SignatureV4
{
    public const string ContentHash = "X-Amz-Content-Sha256";

    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    public static string Compute(HttpRequest request, byte[] body, SignedWith with, string amzDate, string secret)
    {
        var canonical = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(Path(request, with.Service)).Append('\n')
            .Append(Query(request)).Append('\n');
        foreach (var name in with.Headers)
            canonical.Append(name).Append(':').Append(Header(request, name)).Append('\n');
        // Whoever says what the body hashes to is taken at that word here; Authentication checks that it is true.
        var payload = request.Headers[ContentHash].ToString() is { Length: > 0 } given ? given : HashOf(body);
        canonical.Append('\n').AppendJoin(';', with.Headers).Append('\n').Append(payload);

        var toSign = $"AWS4-HMAC-SHA256\n{amzDate}\n{with.Scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (string[])[with.Date, with.Region, with.Service, "aws4_request"]) key = Hmac(key, part);
        return Hex(Hmac(key, toSign));
    }

    public static string HashOf(byte[] body) => Hex(SHA256.HashData(body));

    public static bool Same(string given, string computed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(computed));

    public static bool TryParseDate(string amzDate, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        amzDate, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out at);

    // Every service but S3 signs the path encoded once more than it is sent. As sent, because decoding would lose an encoded slash.
    private static string Path(HttpRequest request, string service)
    {
        var sent = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? request.Path.Value!;
        return string.Join(
            '/', sent.Split('/').Select(s => Uri.EscapeDataString(Uri.UnescapeDataString(s)))
            .Select(s => service == "s3" ? s : Uri.EscapeDataString(s)));
    }

    private static string Query(HttpRequest request) => string.Join('&', request.Query
        .SelectMany(q => q.Value.Select(v => (Name: Uri.EscapeDataString(q.Key), Value: Uri.EscapeDataString(v ?? ""))))
        .OrderBy(q => q.Name, StringComparer.Ordinal).ThenBy(q => q.Value, StringComparer.Ordinal)
        .Select(q => $"{q.Name}={q.Value}"));

    private static string Header(HttpRequest request, string name)
    {
        var value = name == "host" ? request.Host.Value ?? "" : string.Join(',', request.Headers[name].Select(v => (v ?? "").Trim()));
        return string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static byte[] Hmac(byte[] key, string data) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(data));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

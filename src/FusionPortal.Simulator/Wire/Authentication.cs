using FusionPortal.Simulator.Access;

namespace FusionPortal.Simulator.Wire;

/// <summary>Believes a request only when its signature, recomputed, is right for a key the simulator knows, now, and for this
/// service.</summary>
internal sealed class Authentication(KeyRing keys, Func<DateTimeOffset> now)
{
    private static readonly TimeSpan SkewAllowed = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SkewAllowedByS3 = TimeSpan.FromMinutes(15);

    /// <summary>Fills in who calls and for which region.</summary>
    /// <exception cref="AwsError">With the code AWS would give.</exception>
    public void Check(WireCall call)
    {
        var p = call.Protocol;
        var authorization = call.Http.Headers.Authorization.ToString();
        if (authorization.Length == 0) throw AwsError.MissingAuthentication(p);
        var with = SignedWith.Parse(authorization)
            ?? throw AwsError.IncompleteSignature(
                p, "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
        (call.KeyId, call.Region) = (with.KeyId, with.Region);

        var (secret, session, principal) = Find(with.KeyId, p);
        if (session is not null && call.Http.Headers["X-Amz-Security-Token"] != session.Token) throw AwsError.UnknownKey(p);
        CheckScope(call, with);
        CheckDate(call, with, out var amzDate);
        CheckBody(call);
        var computed = SignatureV4.Compute(call.Http, call.Body, with, amzDate, secret);
        if (!SignatureV4.Same(with.Signature, computed))
            throw AwsError.BadSignature(
                p, "The request signature we calculated does not match the signature you provided. Check your AWS "
                    + "Secret Access Key and signing method.");
        if (session is not null && session.Expires <= now()) throw AwsError.ExpiredToken(p);
        (call.Principal, call.BySession) = (principal, session is not null);
    }

    private (string Secret, Session? Session, Principal Principal) Find(string keyId, WireProtocol protocol)
    {
        if (keys.Key(keyId) is { } key) return (key.Secret, null, key.Owner);
        if (keys.Session(keyId) is { } session) return (session.Secret, session, session.Principal);
        throw AwsError.UnknownKey(protocol);
    }

    private static void CheckScope(WireCall call, SignedWith with)
    {
        if (with.Service != call.Service)
            throw AwsError.BadSignature(call.Protocol, $"Credential should be scoped to correct service: '{call.Service}'.");
        if (call.Service == "organizations" && with.Region is not "us-east-1")
            throw AwsError.BadSignature(call.Protocol, "Credential should be scoped to a valid region, not '" + with.Region + "'.");
        var must = call.Http.Headers.Keys.Select(k => k.ToLowerInvariant()).Where(k => k.StartsWith("x-amz-", StringComparison.Ordinal))
            .Append("host");
        if (must.FirstOrDefault(h => !with.Headers.Contains(h, StringComparer.Ordinal)) is { } unsigned)
            throw AwsError.BadSignature(call.Protocol, $"The header {unsigned} must be signed.");
    }

    private void CheckDate(WireCall call, SignedWith with, out string amzDate)
    {
        amzDate = call.Http.Headers["X-Amz-Date"].ToString();
        if (!SignatureV4.TryParseDate(amzDate, out var at))
            throw AwsError.IncompleteSignature(call.Protocol, "Date must be in ISO-8601 'basic format'.");
        if (!amzDate.StartsWith(with.Date, StringComparison.Ordinal))
            throw AwsError.BadSignature(
                call.Protocol, "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        var server = now();
        // S3 is the one service that allows a quarter of an hour.
        var allowed = call.Service == "s3" ? SkewAllowedByS3 : SkewAllowed;
        if (at < server - allowed)
            throw AwsError.Skewed(
                call.Protocol,
                $"Signature expired: {amzDate} is now earlier than {server - SkewAllowed:yyyyMMdd'T'HHmmss'Z'} "
                    + $"({server:yyyyMMdd'T'HHmmss'Z'} - 5 min.)");
        if (at > server + allowed)
            throw AwsError.Skewed(
                call.Protocol,
                $"Signature not yet current: {amzDate} is still later than {server + SkewAllowed:yyyyMMdd'T'HHmmss'Z'} "
                    + $"({server:yyyyMMdd'T'HHmmss'Z'} + 5 min.)");
    }

    private static void CheckBody(WireCall call)
    {
        var given = call.Http.Headers[SignatureV4.ContentHash].ToString();
        if (given.Length == 0 && call.Service == "s3")
            throw new AwsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        if (given.Length > 0 && given != SignatureV4.UnsignedPayload && given != SignatureV4.HashOf(call.Body))
            throw call.Service == "s3"
                ? new AwsError("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
                : AwsError.BadSignature(call.Protocol, "The body is not the one that was signed.");
    }
}

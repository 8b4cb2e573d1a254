using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace FusionPortal.Simulator.Access;

/// <summary>A session made by AssumeRole.</summary>
internal sealed record Session(string KeyId, string Secret, string Token, Principal Principal, DateTimeOffset Expires);

/// <summary>Every key the simulator knows: the given long-lived ones and the sessions it has made. Thread-safe.</summary>
internal sealed class KeyRing(IEnumerable<AccessKey> keys)
{
    private readonly Dictionary<string, AccessKey> _keys = keys.ToDictionary(k => k.Id, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public AccessKey? Key(string id) => _keys.GetValueOrDefault(id);

    public Session? Session(string id) => _sessions.GetValueOrDefault(id);

    public Session Open(Principal principal, DateTimeOffset expires)
    {
        var session = new Session("ASIA" + RandomNumberGenerator.GetHexString(16), RandomNumberGenerator.GetHexString(40),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)), principal, expires);
        _sessions[session.KeyId] = session;
        return session;
    }

    /// <summary>Ends a session before its time, for good.</summary>
    public void Expire(string keyId)
    {
        if (_sessions.TryGetValue(keyId, out var session)) _sessions[keyId] = session with { Expires = DateTimeOffset.UnixEpoch };
    }
}

using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// Addresses that carry a password before their host, or are a secret as a whole: whoever has a webhook's address can post to it.
/// </summary>
internal static class AddressRule
{
    private const int Least = 20;

    private static readonly SearchValues<char> Token = SearchValues.Create(LongRuns.TokenCharacters);
    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/?#\"'<>` \t\r\n,;|");
    private static readonly SearchValues<char> AddressEnd = SearchValues.Create("\"'<>` \t\r\n,;|");

    // Host (its end), the path's beginning, and how many characters behind it make it somebody's.
    private static readonly (string Host, string Path, int Least)[] Webhooks =
    [
        ("hooks.slack.com", "/services/", Least), ("hooks.slack.com", "/workflows/", Least), ("hooks.slack.com", "/triggers/", Least),
        ("discord.com", "/api/webhooks/", Least), ("discordapp.com", "/api/webhooks/", Least),
        ("webhook.office.com", "/webhook", Least), ("outlook.office.com", "/webhook/", Least),
        ("outlook.office365.com", "/webhook/", Least),
        ("hooks.zapier.com", "/hooks/catch/", 10), ("maker.ifttt.com", "/trigger/", Least),
        ("webexapis.com", "/v1/webhooks/incoming/", Least), ("api.telegram.org", "/bot", 30), ("hook.eu1.make.com", "/", Least),
        ("hook.us1.make.com", "/", Least), ("events.pagerduty.com", "/integration/", Least),
    ];

    public static SecretFinding? Find(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf("://", StringComparison.Ordinal) is >= 0 and var found; at += found + 3)
        {
            var rest = text[(at + found + 3)..];
            if (rest.Length > 2048) rest = rest[..2048];
            var end = rest.IndexOfAny(AuthorityEnd);
            var authority = end < 0 ? rest : rest[..end];
            var user = authority.LastIndexOf('@');
            if (user > 0)
            {
                var colon = authority[..user].IndexOf(':');
                if (colon >= 0 && user - colon > 1 && !StandIns.Is(authority[(colon + 1)..user])) return SecretFindings.Address;
            }

            if (end < 0 || rest[end] != '/') continue;
            var path = rest[end..];
            var stop = path.IndexOfAny(AddressEnd);
            if (IsWebhook(user > 0 ? authority[(user + 1)..] : authority, stop < 0 ? path : path[..stop])) return SecretFindings.Webhook;
        }

        return null;
    }

    private static bool IsWebhook(ReadOnlySpan<char> authority, ReadOnlySpan<char> path)
    {
        var colon = authority.IndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        foreach (var (knownHost, beginning, least) in Webhooks)
        {
            if (host.EndsWith(knownHost, StringComparison.OrdinalIgnoreCase)
                && path.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
                && path.Length - beginning.Length >= least && path.ContainsAnyInRange('0', '9')) return true;
        }

        // Any chat of one's own: /hooks/{token}, /webhook/{token}
        var hook = path.IndexOf("hook", StringComparison.OrdinalIgnoreCase);
        if (hook < 0) return false;
        var last = path[(path.LastIndexOf('/') + 1)..];
        var query = last.IndexOfAny('?', '#');
        if (query >= 0) last = last[..query];
        return last.Length >= Least && path.LastIndexOf('/') > hook && last.ContainsAnyInRange('0', '9') && !last.ContainsAnyExcept(Token)
            && !StandIns.LooksLikeName(last) && !Guid.TryParse(last, out _);
    }
}

using System.Buffers;

namespace FusionPortal.Conventions.Secrets;

/// <summary>Tokens that tell by their beginning whose they are.</summary>
/// <param name="Prefix">Case-sensitive.</param>
/// <param name="Least">How many characters have to follow at least.</param>
/// <param name="RuleId">The finding's rule.</param>
/// <param name="Name">The finding's name.</param>
/// <param name="Only">The characters that may follow, or null for all of a word's. Short beginnings also begin ordinary names.</param>
internal sealed record TokenShape(string Prefix, int Least, string RuleId, string Name, SearchValues<char>? Only = null)
{
    public SecretFinding Finding { get; } = new(RuleId, Name);
}

/// <summary>
/// The tokens known, and how they are found: at the beginning of a word, long enough, and not one single word of letters.
/// </summary>
internal static class TokenShapes
{
    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~");

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> HexAndHyphen = SearchValues.Create("0123456789abcdef-");
    private static readonly SearchValues<char> Alphanumeric =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly TokenShape[] All =
    [
        new("ghp_", 30, "github-token", "a GitHub token"),
        new("gho_", 30, "github-token", "a GitHub token"),
        new("ghu_", 30, "github-token", "a GitHub token"),
        new("ghs_", 30, "github-token", "a GitHub token"),
        new("ghr_", 30, "github-token", "a GitHub token"),
        new("github_pat_", 22, "github-token", "a GitHub token"),
        new("glpat-", 16, "gitlab-token", "a GitLab token"),
        new("gldt-", 16, "gitlab-token", "a GitLab token"),
        new("glrt-", 16, "gitlab-token", "a GitLab token"),
        new("xoxb-", 10, "slack-token", "a Slack token"),
        new("xoxp-", 10, "slack-token", "a Slack token"),
        new("xoxa-", 10, "slack-token", "a Slack token"),
        new("xoxr-", 10, "slack-token", "a Slack token"),
        new("xoxs-", 10, "slack-token", "a Slack token"),
        new("xoxe-", 10, "slack-token", "a Slack token"),
        new("xapp-", 10, "slack-token", "a Slack token"),
        new("sk_live_", 16, "stripe-key", "a Stripe key"),
        new("sk_test_", 16, "stripe-key", "a Stripe key"),
        new("rk_live_", 16, "stripe-key", "a Stripe key"),
        new("rk_test_", 16, "stripe-key", "a Stripe key"),
        new("whsec_", 16, "stripe-key", "a Stripe key"),
        new("AIza", 35, "google-api-key", "a Google API key"),
        new("ya29.", 20, "google-token", "a Google token"),
        new("GOCSPX-", 20, "google-client-secret", "a Google client secret"),
        new("npm_", 30, "npm-token", "an npm token"),
        new("pypi-", 40, "pypi-token", "a PyPI token"),
        new("oy2", 43, "nuget-key", "a NuGet key"),
        new("SG.", 60, "sendgrid-key", "a SendGrid key"),
        new("hvs.", 24, "vault-token", "a Vault token"),
        new("dop_v1_", 32, "digitalocean-token", "a DigitalOcean token"),
        new("shpat_", 24, "shopify-token", "a Shopify token"),
        new("dckr_pat_", 20, "docker-token", "a Docker token"),
        new("sk-ant-", 20, "api-key", "an API key"),
        new("sk-proj-", 20, "api-key", "an API key"),
        new("sk-svcacct-", 20, "api-key", "an API key"),
        new("ntn_", 40, "api-key", "an API key", Alphanumeric),
        new("lin_api_", 32, "api-key", "an API key", Alphanumeric),
        new("hf_", 30, "api-key", "an API key", Alphanumeric),
        new("dapi", 32, "api-key", "an API key", HexAndHyphen),
        new("NRAK-", 24, "api-key", "an API key", Alphanumeric),
        new("key-", 32, "api-key", "an API key", Alphanumeric),
        new("SK", 32, "api-key", "an API key", Hex),
        new("sq0csp-", 40, "api-key", "an API key"),
        new("EAAA", 56, "api-key", "an API key"),
        new("ATATT3", 20, "api-key", "an API key"),
        new("glsa_", 32, "api-key", "an API key"),
        new("PMAK-", 40, "api-key", "an API key"),
        new("dt0c01.", 60, "api-key", "an API key"),
        new("tskey-", 20, "api-key", "an API key"),
        new("figd_", 36, "api-key", "an API key"),
        new("sbp_", 36, "api-key", "an API key", Hex),
        new("dp.pt.", 36, "api-key", "an API key"),
        new("sntrys_", 40, "api-key", "an API key"),
        new("rubygems_", 40, "api-key", "an API key", Hex),
        new("pscale_tkn_", 32, "api-key", "an API key"),
        new("HRKU-", 36, "api-key", "an API key"),
        new("ABSK", 100, "api-key", "an API key"),
        new("ops_eyJ", 60, "api-key", "an API key"),
        new("CfDJ8", 24, "session-cookie", "a session cookie"),
        new("hvb.", 24, "vault-token", "a Vault token"),
        new("AGE-SECRET-KEY-1", 40, "age-key", "an encryption key"),
    ];

    private static readonly TokenShape[][] ByFirst = [.. Enumerable.Range(0, 128).Select(c => All.Where(t => t.Prefix[0] == c).ToArray())];

    public static IEnumerable<SecretFinding> Findings => All.Select(t => t.Finding).Distinct();

    public static SecretFinding? Find(ReadOnlySpan<char> text)
    {
        var runs = new Runs(text, WordCharacters);
        while (runs.MoveNext())
        {
            var run = runs.Current;
            if (run.Length < LongRuns.Least) continue;
            foreach (var shape in ByFirst[run[0]])
            {
                if (run.Length < shape.Prefix.Length + shape.Least || !run.StartsWith(shape.Prefix, StringComparison.Ordinal)) continue;
                var rest = run[shape.Prefix.Length..];
                if (HasDigitAndLetter(rest) && (shape.Only is null || !rest.ContainsAnyExcept(shape.Only))) return shape.Finding;
            }

            if (IsAzureClientSecret(run)) return SecretFindings.AzureClientSecret;
            if (IsMailchimpKey(run)) return SecretFindings.KeyOrToken;
        }

        return null;
    }

    // Three characters, a digit, "Q~", and 31 to 34 more.
    private static bool IsAzureClientSecret(ReadOnlySpan<char> run) =>
        run.Length is >= 37 and <= 44 && char.IsAsciiDigit(run[3]) && run[4] == 'Q' && run[5] == '~';

    // 32 hexadecimal digits, "-us" and the number of a data centre.
    private static bool IsMailchimpKey(ReadOnlySpan<char> run) =>
        run.Length is 36 or 37 && run[32..35] is "-us" && !run[..32].ContainsAnyExcept(Hex)
            && !run[35..].ContainsAnyExceptInRange('0', '9');

    /// <summary>A bot's token as Telegram writes it: digits, a colon, and 35 characters that begin with AA.</summary>
    public static bool IsBotToken(ReadOnlySpan<char> text, int start, int length) =>
        length == 35 && start >= 9 && text[start - 1] == ':' && text.Slice(start, 2) is "AA"
            && !text[(start - 8)..(start - 1)].ContainsAnyExceptInRange('0', '9');

    private static bool HasDigitAndLetter(ReadOnlySpan<char> text)
    {
        var digit = false;
        var letter = false;
        foreach (var c in text)
        {
            digit |= char.IsAsciiDigit(c);
            letter |= char.IsAsciiLetter(c);
        }

        return digit && letter;
    }
}

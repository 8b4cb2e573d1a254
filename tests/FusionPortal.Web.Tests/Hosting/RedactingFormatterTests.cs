using FusionPortal.TestKit.Secrets;
using FusionPortal.Web.Hosting;
using Serilog;
using Serilog.Formatting.Compact;
using Xunit;

namespace FusionPortal.Web.Tests.Hosting;

public sealed class RedactingFormatterTests
{
    // Split, so that the source itself holds nothing that looks like a secret.
    private const string AwsKey = "AKIA" + "IOSFODNN7EXAMPLE";
    private const string AwsSecret = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";
    private const string Webhook = "https://hooks.slack.com/" + "services/T01ABCDEF/B02GHIJKL/a1B2c3D4e5F6g7H8i9J0k1L2";
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl";

    [Theory]
    [InlineData("GET /signin-oidc?code=abc123&state=xyz789 done", "abc123", "xyz789")]
    [InlineData("Host=db;Username=portal;Password=hunter2;Database=x", "hunter2", null)]
    [InlineData("""{"client_secret":"s3cr3t","other":1}""", "s3cr3t", null)]
    [InlineData("""{"message":"{\"access_token\":\"tok3n\"}"}""", "tok3n", null)]
    [InlineData("Authorization: Bearer abcdefghijkl", "abcdefghijkl", null)]
    [InlineData("token " + Jwt, Jwt, null)]
    [InlineData("key " + AwsKey + " used", AwsKey, null)]
    [InlineData("HTTP GET /api/v1/organizations/" + AwsSecret + " responded 404", AwsSecret, null)]
    [InlineData("posting to " + Webhook + " failed", Webhook, null)]
    [InlineData("cookie CfDJ8" + "Nr0x1Yq2Zt3Wv4Xu5Ys6Tr7Qp8Om9Nl0Kj1Ih2Gf3Ed4Cb5Az6 refused", "Nr0x1Yq2Zt3Wv4", null)]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI", null)]
    [InlineData("refresh_token=r3fresh&x=1", "r3fresh", null)]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----", "MIIEow", null)]
    public void Redact_Secret_IsGone(string text, string secret, string? another)
    {
        var redacted = RedactingFormatter.Redact(text);
        Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal);
        if (another is not null) Assert.DoesNotContain(another, redacted, StringComparison.Ordinal);
        Assert.Contains("[redacted]", redacted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP GET /runs/0199a4c2-7c1f-7d10-8a51-0942c1a40942 responded 200 in 3.1 ms")]
    [InlineData("arn:aws:s3:::fusion-rms-acme")]
    [InlineData("The step state: done, error code: 42, token count 12")]
    [InlineData("Host=127.0.0.1;Port=5432;Username=portal;Database=portal")]
    [InlineData("Step e, Record the SQL login, refers to FPM-20418")]
    [InlineData("HTTP GET /api/v1/reports/runs/0199a4c2-7c1f-7d10-8a51-0942c1a40942.json?asOf=2026-08-01T10:00:00Z responded 200")]
    [InlineData("Now listening on http://127.0.0.1:5000/organizations/kiteqa/findings/TAG-ORG-01/history")]
    [InlineData("Content root path: /srv/FusionPortal/src/FusionPortal.Web/Components/Pages/Runs/RunBar.razor.cs")]
    [InlineData("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/pos-kiteqa/50dc6c495c0c9188")]
    public void Redact_OrdinaryLine_IsUntouched(string text) => Assert.Equal(text, RedactingFormatter.Redact(text));

    [Fact]
    public void Redact_EveryTokenOfTheCorpus_LeavesNothingTheGuardFinds()
    {
        var tokens = SecretCorpus.Secret.Where(t => t.Kind is "aws-secret" or "sts-token" or "jwt" && t.Key is null).ToList();
        Assert.True(tokens.Count > 15);
        Assert.All(tokens, t => Assert.Null((t with { Text = RedactingFormatter.Redact($"before {t.Text} after") }).Inspect()));
    }

    [Fact]
    public void Redact_RandomAwsSecrets_LeavesNoPieceOfThem()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var random = new Random(42);
        var secrets = Enumerable.Range(0, 500).Select(_ => new string(random.GetItems(Alphabet.AsSpan(), 40)))
            .Where(s => s.Contains('/', StringComparison.Ordinal));
        var kept = secrets.Where(s => FusionPortal.Conventions.Secrets.SecretGuard.Inspect(s) is not null)
            .Where(s => RedactingFormatter.Redact($"key {s} used") != "key [redacted] used").ToList();
        Assert.Empty(kept);
    }

    [Fact]
    public void Log_SecretInPropertyOrException_NeverReachesTheSink()
    {
        using var written = new StringWriter();
        using (var logger =
            new LoggerConfiguration().WriteTo.Sink(new WriterSink(written, new RedactingFormatter(new RenderedCompactJsonFormatter())))
            .CreateLogger())
            logger.Error(
                new InvalidOperationException("Password=hunter2"), "Sent {@Body} with {Header}", new { client_secret = "s3cr3t" },
                "Bearer abcdefghijkl");

        Assert.DoesNotContain("hunter2", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijkl", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("Sent", written.ToString(), StringComparison.Ordinal);
    }
}

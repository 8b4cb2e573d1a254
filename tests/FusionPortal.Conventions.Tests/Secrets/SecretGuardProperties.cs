using CsCheck;
using FusionPortal.Conventions.Secrets;
using Xunit;

namespace FusionPortal.Conventions.Tests.Secrets;

public sealed class SecretGuardProperties
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly Gen<string> Secret = Gen.OneOf(
        Gen.Select(Gen.OneOf("IQoJb3JpZ2luX2Vj", "FwoGZXIvYXdz"), Chars(Alphanumeric, 200), (prefix, rest) => prefix + rest),
        Gen.Select(Gen.OneOf("ghp_", "gho_", "npm_"), Chars(Alphanumeric, 34), (prefix, rest) => prefix + "a1" + rest),
        Chars(Alphanumeric, 30).Select(rest => "glpat-" + "a1" + rest),
        Gen.Select(Chars(Alphanumeric, 20), Chars(Alphanumeric, 40), Chars(Alphanumeric, 43), (a, b, c) => $"eyJ{a}.eyJ{b}.{c}"),
        Gen.Select(Chars(Alphanumeric, 8), Chars(Alphanumeric, 12), (user, password) => $"amqps://{user}:{password}@mq.example:5671"),
        Chars(Alphanumeric, 64).Select(body => $"-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----"),
        Chars(Alphanumeric, 12).Select(value => $"Password={value}9;"));

    private static readonly Gen<string> Ordinary = Gen.OneOf(
        Gen.Guid.Select(g => g.ToString()),
        Chars("0123456789abcdef", 64),
        Chars("0123456789abcdef", 40),
        Chars("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16).Select(rest => "AKIA" + rest),
        Chars("abcdefghijklmnopqrstuvwxyz0123456789", 20).Select(id => "fusion-rms-a" + id),
        Chars("abcdefghijklmnopqrstuvwxyz", 12).Select(id => $"arn:aws:iam::111111111111:user/rms_{id}"),
        Chars("0123456789abcdef", 17).Select(id => $"arn:aws:ec2:us-east-1:111111111111:instance/i-{id}"),
        Gen.OneOf(
            "see", "the", "client", "installed", "Store", "register", "bucket", "host", "on", "Monday", "with", "Marek", "and", "Ana",
            "zone", "us-east-1a", "ready", "it's", "15.0")
            .Array[1, 30].Select(words => string.Join(' ', words)));

    [Fact]
    public void Secret_AnywhereInOrdinaryText_IsCaughtAndNotRepeated() =>
        Gen.Select(Ordinary, Gen.OneOf(" ", "\n", ", ", " (", "=", ": \""), Secret, Gen.OneOf("", " ", "\n", ".", "\")", ", "), Ordinary)
            .Sample((before, opening, secret, closing, after) =>
            {
                var finding = SecretGuard.Inspect(before + opening + secret + (closing.Length == 0 ? "" : closing + after));
                Assert.NotNull(finding);
                Assert.DoesNotContain(secret, finding.ToString() + finding.Message, StringComparison.Ordinal);
            });

    [Fact]
    public void OrdinaryText_Passes() => Gen.Select(Ordinary, Gen.OneOf(" ", "\n", ", "), Ordinary).Sample((one, between, two) =>
        Assert.Null(SecretGuard.Inspect(one + between + two)?.RuleId));

    [Fact]
    public void AnyText_IsJudgedWithoutThrowing() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.String[Gen.Char["=:>-\"' \npasword eyJ.tkAKI/@\u200b\ud800"], 0, 60]), Gen.String[0, 10])
            .Sample((text, name) =>
        {
            SecretGuard.Inspect(text);
            SecretGuard.InspectPair(name, text);
            SecretGuard.InspectPair(text, name);
        });

    /// <summary>Two million characters of what rules look for over and over. Anything worse than linear would take hours, so ending is the
    /// proof.</summary>
    [Theory]
    [InlineData("eyJ")]
    [InlineData("eyJaaaaaaaaaa.")]
    [InlineData("-----BEGIN ")]
    [InlineData("BEGIN ")]
    [InlineData("://")]
    [InlineData("a:b://c@")]
    [InlineData("password=")]
    [InlineData("password ")]
    [InlineData("password: ")]
    [InlineData("=:>")]
    [InlineData("<password>")]
    [InlineData("--password ")]
    [InlineData("password is ")]
    [InlineData("bearer ")]
    [InlineData("basic ")]
    [InlineData("AKIA")]
    [InlineData("/")]
    [InlineData("sa /")]
    [InlineData("login sa / ")]
    [InlineData("https://hooks.slack.com/")]
    [InlineData("password for ")]
    [InlineData("cookie:")]
    [InlineData("cookie:;")]
    [InlineData("sqlcmd -P ")]
    [InlineData("-p")]
    [InlineData("machine login password ")]
    [InlineData("IQoJb3JpZ2luX2Vj")]
    [InlineData("Das Passwort liegt im Tresor. ")]
    [InlineData("p a s s w o r d : ")]
    [InlineData("ghp_")]
    [InlineData("secret=\"")]
    [InlineData("a")]
    [InlineData("aB3/")]
    [InlineData(" ")]
    [InlineData("=")]
    [InlineData(":")]
    [InlineData("\u200b")]
    [InlineData("password=\u200b ")]
    public void RepeatedTriggers_AreJudgedInLinearTime(string unit) =>
        SecretGuard.Inspect(string.Concat(Enumerable.Repeat(unit, 2_000_000 / unit.Length)));

    private static Gen<string> Chars(string characters, int length) => Gen.String[Gen.Char[characters], length, length];
}

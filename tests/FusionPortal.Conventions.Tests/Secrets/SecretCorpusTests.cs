using FusionPortal.TestKit.Secrets;
using Xunit;

namespace FusionPortal.Conventions.Tests.Secrets;

/// <summary>The corpus in both directions. What is missed or wrongly found is printed; every value in it is invented.</summary>
public sealed class SecretCorpusTests
{
    private const double Recall = 0.98;

    [Fact]
    public void Corpus_IsWide()
    {
        Assert.True(SecretCorpus.Secret.Count >= 200);
        Assert.True(SecretCorpus.Ordinary.Count >= 200);
        Assert.True(SecretCorpus.Secret.Count(t => t.Kind.StartsWith("password-", StringComparison.Ordinal)) >= 60);
        Assert.Empty(
            SecretCorpus.Secret.Concat(SecretCorpus.Ordinary).GroupBy(t => (t.Key, t.Text)).Where(g => g.Count() > 1)
            .Select(g => g.Key.Text));
    }

    [Fact]
    public void Secrets_AreFound()
    {
        var missed = SecretCorpus.Secret.Where(t => t.Inspect() is null).ToList();

        Assert.True(
            missed.Count <= (1 - Recall) * SecretCorpus.Secret.Count,
            $"{missed.Count} of {SecretCorpus.Secret.Count} missed:\n{string.Join('\n', missed)}");
    }

    [Fact]
    public void OrdinaryTexts_AreLeftAlone() =>
        Assert.Empty(SecretCorpus.Ordinary.Where(t => t.Inspect() is not null).Select(t => $"{t.Inspect()!.RuleId} in {t}"));

    [Fact]
    public void Findings_NeverRepeatTheText()
    {
        foreach (var text in SecretCorpus.Secret)
        {
            if (text.Inspect() is not { } finding) continue;
            Assert.DoesNotContain(text.Text, finding + finding.Message, StringComparison.Ordinal);
        }
    }
}

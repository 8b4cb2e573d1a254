using FusionPortal.Conventions.Policies;
using Xunit;

namespace FusionPortal.Conventions.Tests.Policies;

public sealed class PolicyWildcardTests
{
    private static readonly string[] Texts = [.. Words(3)];

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    [InlineData("s3:*Object", "s3:GetObject", true)]
    [InlineData("s3:*Object", "s3:GetObjectAcl", false)]
    [InlineData("a*b*c", "aXbXbc", true)]
    [InlineData("a?c", "a/c", true)]
    public void Matches_AsIamDoes(string pattern, string text, bool expected) =>
        Assert.Equal(expected, PolicyWildcard.Matches(pattern, text));

    /// <summary>Against the plainest matcher there is, on every pattern and text of a small alphabet.</summary>
    [Fact]
    public void Everything_IsAsThePlainestMatcherSays()
    {
        foreach (var pattern in Patterns())
        {
            foreach (var text in Texts) Assert.Equal(Plain(pattern, text), PolicyWildcard.Matches(pattern, text));
            foreach (var prefix in Words(2))
            {
                var rests = PolicyWildcard.After(pattern, prefix);
                foreach (var rest in Words(2))
                    Assert.Equal(Plain(pattern, prefix + rest), rests.Any(r => Plain(r, rest)));
            }
        }
    }

    [Fact]
    public void Meet_IsWhereAnyTextIsNamedByBoth()
    {
        var patterns = Patterns().Where(p => p.Length <= 3).ToList();
        string[] longer = [.. Words(6)];
        foreach (var a in patterns)
            foreach (var b in patterns)
                Assert.Equal(longer.Any(t => Plain(a, t) && Plain(b, t)), PolicyWildcard.Meet(a, b));
    }

    private static IEnumerable<string> Patterns() => Words(4, "ab*?");

    private static IEnumerable<string> Words(int longest, string alphabet = "ab") => longest == 0 ? [""]
        : Words(longest - 1, alphabet).SelectMany(w => w.Length == longest - 1 ? [w, .. alphabet.Select(c => w + c)] : new[] { w });

    private static bool Plain(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => pattern is [] ? text is []
        : pattern[0] == '*' ? Plain(pattern[1..], text) || (text is not [] && Plain(pattern, text[1..]))
        : text is not [] && (pattern[0] == '?' || pattern[0] == text[0]) && Plain(pattern[1..], text[1..]);
}

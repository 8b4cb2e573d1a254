namespace FusionPortal.Conventions.Books;

/// <summary>
/// The words people use for environments, as the book lists them: for each word which environment it means, which tags hold such words, and
/// which words only look like one. Letter case, separators, camel case and a plural make no difference.
/// </summary>
/// <param name="TagKeys">Keys of tags that tell an environment, as people write them.</param>
/// <param name="Words">Every word, in the book's order. A hyphen marks where a word may be taken apart: <c>non-prod</c> also stands for
/// NonProd and non_prod.</param>
/// <param name="NoWords">What holds such a word and means something else: <c>dev-ops</c>.</param>
public sealed record EnvironmentVocabulary(
    IReadOnlyList<string> TagKeys, IReadOnlyList<EnvironmentWord> Words, IReadOnlyList<string> NoWords)
{
    /// <summary>What a book says that has no such section.</summary>
    public static EnvironmentVocabulary None { get; } = new([], [], []);

    public bool IsEmpty => Words.Count == 0;

    /// <summary>The letters of a word in lower case, without anything else: <c>Non-Production</c> gives <c>nonproduction</c>.</summary>
    public static string Normalize(string word) => string.Concat(word.Where(char.IsLetter).Select(char.ToLowerInvariant));
}

/// <summary>One word for an environment.</summary>
/// <param name="Text">As the book writes it.</param>
/// <param name="Means">The environment.</param>
/// <param name="InTagsOnly">Whether it says so only as the value of an environment tag: in names <c>quality</c> means something
/// else.</param>
public sealed record EnvironmentWord(string Text, EnvironmentKind Means, bool InTagsOnly);

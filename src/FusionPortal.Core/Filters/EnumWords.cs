namespace FusionPortal.Core.Filters;

/// <summary>
/// The words that stand for the values of an enumeration in addresses, in lower case. Read by looking them up: parsing an enumeration also
/// takes numbers, and lists whose values it joins into another one ("low,medium" would be high).
/// </summary>
public static class EnumWords
{
    public static IReadOnlyList<string> All<TWord>() where TWord : struct, Enum => Of<TWord>.All;

    public static string Word<TWord>(TWord value) where TWord : struct, Enum => value.ToString().ToLowerInvariant();

    /// <param name="text">Ignoring case and blanks around it.</param>
    public static bool TryRead<TWord>(string text, out TWord value) where TWord : struct, Enum =>
        Of<TWord>.Known.TryGetValue(text.Trim(), out value);

    private static class Of<TWord> where TWord : struct, Enum
    {
        public static readonly Dictionary<string, TWord> Known =
            Enum.GetValues<TWord>().ToDictionary(value => Word(value), StringComparer.OrdinalIgnoreCase);

        public static readonly IReadOnlyList<string> All = [.. Known.Keys];
    }
}

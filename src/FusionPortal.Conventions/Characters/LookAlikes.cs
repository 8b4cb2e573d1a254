using System.Collections.Frozen;
using System.Globalization;

namespace FusionPortal.Conventions.Characters;

/// <summary>
/// Characters that look like an ASCII letter, digit or sign. Not Unicode's whole list of confusables: what keyboards, office programs and
/// copying bring into the names, keys and ids of this trade, which are all ASCII.
/// </summary>
public static class LookAlikes
{
    // Cyrillic and Greek in upper and lower case, then single letters of other blocks. The last Cyrillic ones look less alike; they
    // let a word such as "пароль" be read by its shape.
    private const string From = "АВЕЅІЈКМНОРСТУХЗԁԛԝаеѕіјорсухһӏҮԌ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχϲͺ" + "‚․∕⁄∶﹕：Ꭺℓℐ᧐" + "плтькмнвгПЛЬ";
    private const string To = "ABESIJKMHOPCTYX3dqwaesijopcyxhlYG" + "ABEZHIKMNOPTYXaivopuxci" + ",.//:::AlIo" + "nltbkmhbrNLB";

    private static readonly FrozenDictionary<char, char> Table = From.Zip(To).ToFrozenDictionary(p => p.First, p => p.Second);

    /// <summary>The ASCII character this one looks like, or null. ASCII characters look like none but themselves, and give null.</summary>
    public static char? Of(char c) =>
        c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0)
        : c < 128 ? null
        : Table.TryGetValue(c, out var ascii) ? ascii : null;

    /// <summary>
    /// Whether nothing is seen where the character stands: it joins, separates or reorders others without a width of its own.
    /// </summary>
    public static bool IsInvisible(char c) =>
        c == '\u00ad' || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control
            || c is '\u115f' or '\u3164' or '\u034f' or (>= '\ufe00' and <= '\ufe0f');
}

using System.Text;

namespace FusionPortal.Conventions.Characters;

/// <summary>
/// How letters that no accent can be taken from are written with a to z: the Latin letters of Europe, Greek, and Cyrillic. In lower case,
/// after decomposition.
/// </summary>
internal static class LatinSpelling
{
    private const string Table =
        "ß ss æ ae œ oe ø o ð d đ d þ th ł l ħ h ı i ĳ ij ĸ k ŀ l ŉ n ŋ ng ŧ t ſ s ə e ƒ f ŀ l "
        + "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o "
        + "а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya "
        + "є ye і i ґ g ј j љ lj њ nj ћ c ђ dj џ dz ѕ dz";

    private static readonly Dictionary<Rune, string> Spelled = Read();

    /// <summary>What to write for the letter; null when it is not in the table.</summary>
    public static string? Of(Rune letter) => Spelled.GetValueOrDefault(Rune.ToLowerInvariant(letter));

    private static Dictionary<Rune, string> Read()
    {
        var parts = Table.Split(' ');
        var spelled = new Dictionary<Rune, string>();
        for (var i = 0; i < parts.Length; i += 2) spelled[Rune.GetRuneAt(parts[i], 0)] = parts[i + 1];
        return spelled;
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Values;

/// <summary>The outcome of reading what a person typed: either a canonical value or what is wrong with it.</summary>
/// <param name="Value">Canonical text, empty when nothing was typed.</param>
public readonly record struct ReadValue(string Value, string? Problem)
{
    public static ReadValue Good(string value) => new(value, null);

    public static ReadValue Bad(string problem) => new("", problem);
}

/// <summary>Reads, compares and shows field values. Every type has one canonical text, which is what is stored.</summary>
public static partial class FieldValue
{
    /// <summary>Characters, unless the field says otherwise.</summary>
    public const int TextLimit = 200;

    /// <summary>Characters, unless the field says otherwise.</summary>
    public const int NoteLimit = 2_000;

    /// <summary>Characters of anything sent for any field; more is refused before it is looked at.</summary>
    public const int RawLimit = 20_000;

    /// <summary>Puts what was typed into the type's canonical form. Whitespace alone is the same as nothing.</summary>
    public static ReadValue Read(FieldDefinition field, string? raw)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (string.IsNullOrWhiteSpace(raw)) return ReadValue.Good("");
        if (raw.Length > RawLimit) return ReadValue.Bad($"At most {RawLimit:N0} characters are accepted.");
        var text = Tidy(raw, field.Type is FieldType.Note or FieldType.SiteList);
        if (text is null) return ReadValue.Bad("It holds characters that cannot be shown.");
        return field.Type switch
        {
            FieldType.Text or FieldType.Note => ReadText(field, text),
            FieldType.Choice => ReadChoice(field, text),
            FieldType.YesNo => YesOrNo(text) is { } answer ? ReadValue.Good(answer) : ReadValue.Bad("Answer yes or no."),
            FieldType.Confirmation => ReadConfirmation(text),
            FieldType.Number => ReadNumber(field, text),
            FieldType.Date => ReadDate(text),
            FieldType.Version => ReadVersion(text),
            FieldType.OrgId => ReadOrgId(text),
            FieldType.AwsRegion =>
                RegionShape().IsMatch(Lower(text)) ? ReadValue.Good(Lower(text)) : ReadValue.Bad("An AWS region looks like us-east-1."),
            FieldType.AvailabilityZone => ZoneShape().IsMatch(Lower(text)) ? ReadValue.Good(Lower(text))
                : ReadValue.Bad("An availability zone looks like us-east-1a."),
            FieldType.PasswordManagerReference => ReadReference(field, text),
            FieldType.SiteList => SiteList.Read(text),
            FieldType.Computed => ReadValue.Bad("The portal works this name out; it is not typed."),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "Unknown field type."),
        };
    }

    /// <summary>True when two canonical values mean the same: versions ignore trailing zeros, everything else is exact.</summary>
    public static bool Same(FieldType type, string a, string b) =>
        type == FieldType.Version ? WithoutTrailingZeros(a) == WithoutTrailingZeros(b) : string.Equals(a, b, StringComparison.Ordinal);

    /// <summary>The value as people read it: an option's label, Yes or No, a number with its unit; otherwise the value.</summary>
    public static string Display(FieldDefinition field, string value) => field.Type switch
    {
        FieldType.Choice => field.Options.FirstOrDefault(option => option.Id == value)?.Label ?? value,
        FieldType.YesNo => value == "yes" ? "Yes" : "No",
        FieldType.Confirmation => "Confirmed",
        FieldType.Number when field.Unit is { } unit => $"{value} {unit}",
        _ => value,
    };

    private static ReadValue ReadText(FieldDefinition field, string text)
    {
        var limit = field.MaxLength ?? (field.Type == FieldType.Note ? NoteLimit : TextLimit);
        if (text.Length > limit) return ReadValue.Bad($"It has {text.Length:N0} characters; at most {limit:N0} fit.");
        if (text.Length < field.MinLength)
            return ReadValue.Bad($"It has {text.Length:N0} characters and needs at least {field.MinLength:N0}.");
        return Matches(field, text) ? ReadValue.Good(text) : ReadValue.Bad(field.PatternSays ?? "It does not have the expected form.");
    }

    private static ReadValue ReadChoice(FieldDefinition field, string text)
    {
        var option = field.Options.FirstOrDefault(o => string.Equals(o.Id, text, StringComparison.OrdinalIgnoreCase))
            ?? field.Options.FirstOrDefault(o => string.Equals(o.Label, text, StringComparison.OrdinalIgnoreCase));
        return option is not null ? ReadValue.Good(option.Id)
            : ReadValue.Bad($"Choose one of: {string.Join(", ", field.Options.Select(o => o.Label))}.");
    }

    // "No" confirms nothing: it is the same as leaving the box empty.
    private static ReadValue ReadConfirmation(string text) => YesOrNo(text) switch
    {
        "yes" => ReadValue.Good("yes"),
        "no" => ReadValue.Good(""),
        _ => ReadValue.Bad("Confirm it with yes, or leave it empty."),
    };

    private static ReadValue ReadNumber(FieldDefinition field, string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number))
            return ReadValue.Bad("Enter a number, with a point before decimals.");
        if (decimal.Round(number, field.Decimals) != number)
            return ReadValue.Bad(field.Decimals == 0 ? "Enter a whole number." : $"Enter at most {field.Decimals} digits after the point.");
        if (number < field.Min) return ReadValue.Bad($"It is at least {field.Min.Value.ToString(CultureInfo.InvariantCulture)}.");
        if (number > field.Max) return ReadValue.Bad($"It is at most {field.Max.Value.ToString(CultureInfo.InvariantCulture)}.");
        return ReadValue.Good(number == 0 ? "0" : number.ToString("0.######", CultureInfo.InvariantCulture));
    }

    private static ReadValue ReadDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 2000 and <= 2100
            ? ReadValue.Good(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : ReadValue.Bad("Enter a date as 2026-11-23, between 2000 and 2100.");

    private static ReadValue ReadOrgId(string text) =>
        OrganizationId.IsValid(text) ? ReadValue.Good(text) : ReadValue.Bad(string.Join(' ', OrganizationId.Validate(text)));

    private static ReadValue ReadVersion(string text)
    {
        var bare = text[0] is 'v' or 'V' ? text[1..] : text;
        if (!VersionShape().IsMatch(bare)) return ReadValue.Bad("A version looks like 6.2.1: one to four numbers joined with points.");
        return ReadValue.Good(string.Join('.', bare.Split('.').Select(n => n.TrimStart('0') is { Length: > 0 } digits ? digits : "0")));
    }

    private static ReadValue ReadReference(FieldDefinition field, string text)
    {
        if (field.Pattern is not null)
            return text.Length <= 60 && Matches(field, text) ? ReadValue.Good(text) : ReadValue.Bad(field.PatternSays!);
        // Narrow on purpose: a password typed here by mistake must not fit.
        var upper = text.ToUpperInvariant();
        return ReferenceShape().IsMatch(upper)
            ? ReadValue.Good(upper)
            : ReadValue.Bad("Enter the number of the password manager's entry, like FPM-20418. Never the credential itself.");
    }

    private static string? YesOrNo(string text) => Lower(text) switch
    {
        "yes" or "y" or "true" => "yes",
        "no" or "n" or "false" => "no",
        _ => null,
    };

    // Making a linear-time expression is dear, and a template's field is read many times.
    private static readonly ConditionalWeakTable<FieldDefinition, Regex> Patterns = [];

    private static bool Matches(FieldDefinition field, string text) =>
        field.Pattern is null || Patterns.GetValue(field, f => Whole(f.Pattern!)).IsMatch(text);

    /// <summary>The expression that matches a whole value, in linear time.</summary>
    /// <exception cref="ArgumentException">It is not an expression.</exception>
    /// <exception cref="NotSupportedException">It cannot be matched in linear time.</exception>
    internal static Regex Whole(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static string WithoutTrailingZeros(string version)
    {
        var end = version.Length;
        while (end > 2 && version.AsSpan(0, end).EndsWith(".0")) end -= 2;
        return version[..end];
    }

    // Returns null for control characters and for marks that make text read other than it is.
    private static string? Tidy(string raw, bool severalLines)
    {
        // What surrounds a pasted value is not part of it.
        var text = raw.ReplaceLineEndings("\n").Trim();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && severalLines) continue;
            if (rune == Rune.ReplacementChar) return null;
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && rune.Value != '\t') return null;
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) return null;
        }

        return text.Replace('\t', ' ').Normalize(NormalizationForm.FormC);
    }

    private static string Lower(string text) => text.ToLowerInvariant();

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z]{2,9}){1,3}-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionShape();

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z]{2,9}){1,3}-[0-9]{1,2}(-[a-z]{2,5}-[0-9]{1,2})?[a-z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneShape();

    [GeneratedRegex(@"\A[0-9]{1,6}(\.[0-9]{1,6}){0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionShape();

    [GeneratedRegex(@"\A[A-Z]{2,6}-[0-9]{1,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceShape();
}

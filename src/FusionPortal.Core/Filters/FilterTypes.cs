using FusionPortal.Core.Text;

namespace FusionPortal.Core.Filters;

/// <summary>The types there are.</summary>
public static class FilterTypes
{
    public static FilterType<bool?> Flag { get; } = new FlagType();

    public static FilterType<DateTimeOffset?> Moment { get; } = new MomentType();

    public static FilterType<Guid?> Run { get; } = new IdType(FilterSubject.Run);

    /// <summary>Free text, or one id of what the subject says.</summary>
    public static FilterType<string?> Text(FilterSubject subject = FilterSubject.Text) => new TextType(subject);

    /// <summary>The same where an empty text is a value: what has none.</summary>
    public static FilterType<string?> TextOrNone(FilterSubject subject) => new TextType(subject, isEmptyAValue: true);

    public static FilterType<IReadOnlyList<string>?> Texts(FilterSubject subject) => new TextsType(subject);

    public static FilterType<IReadOnlyList<TWord>?> Words<TWord>() where TWord : struct, Enum => new WordsType<TWord>();

    // In order and once, so that the same question asked in another order is the same question.
    private static string? Joined(IEnumerable<string>? values) =>
        string.Join(',', (values ?? []).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } joined ? joined : null;

    private sealed class TextType(FilterSubject subject, bool isEmptyAValue = false) : FilterType<string?>(subject)
    {
        internal override string? Read(IReadOnlyList<string> texts, ICollection<string> notUnderstood) =>
            texts.FirstOrDefault(t => isEmptyAValue || t.Length > 0);

        internal override IEnumerable<string> Write(string? value) => value is null ? [] : [value];

        internal override string? State(string? value) =>
            isEmptyAValue ? value : string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private sealed class TextsType(FilterSubject subject) : FilterType<IReadOnlyList<string>?>(subject, repeats: true)
    {
        internal override IReadOnlyList<string>? Read(IReadOnlyList<string> texts, ICollection<string> notUnderstood) =>
            texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } some ? some : null;

        internal override IEnumerable<string> Write(IReadOnlyList<string>? value) => value ?? [];

        internal override string? State(IReadOnlyList<string>? value) => Joined(value);
    }

    private sealed class WordsType<TWord> : FilterType<IReadOnlyList<TWord>?> where TWord : struct, Enum
    {
        public WordsType() : base(FilterSubject.Words, repeats: true)
        {
        }

        public override IReadOnlyList<string> Words { get; } = EnumWords.All<TWord>();

        public override string Shown(string text) => EnumWords.TryRead<TWord>(text, out var word) ? word.ToString() : text;

        internal override IReadOnlyList<TWord>? Read(IReadOnlyList<string> texts, ICollection<string> notUnderstood)
        {
            var known = new List<TWord>();
            foreach (var text in texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal))
            {
                if (EnumWords.TryRead<TWord>(text, out var value)) known.Add(value);
                else notUnderstood.Add(text);
            }

            return known.Count == 0 ? null : [.. known.Distinct()];
        }

        internal override IEnumerable<string> Write(IReadOnlyList<TWord>? value) => (value ?? []).Select(EnumWords.Word);

        internal override string? State(IReadOnlyList<TWord>? value) => Joined(value?.Select(v => v.ToString()));
    }

    private sealed class FlagType() : FilterType<bool?>(FilterSubject.Flag)
    {
        public override IReadOnlyList<string> Words { get; } = ["true", "false"];

        internal override bool? Read(IReadOnlyList<string> texts, ICollection<string> notUnderstood)
        {
            if (texts.FirstOrDefault(t => t.Length > 0) is not { } text) return null;
            if (bool.TryParse(text, out var flag)) return flag;
            notUnderstood.Add(text);
            return null;
        }

        internal override IEnumerable<string> Write(bool? value) => value is { } flag ? [flag ? "true" : "false"] : [];

        internal override string? State(bool? value) => value is { } flag ? CanonicalText.Of(flag) : null;
    }

    private sealed class MomentType() : FilterType<DateTimeOffset?>(FilterSubject.Moment)
    {
        internal override DateTimeOffset? Read(IReadOnlyList<string> texts, ICollection<string> notUnderstood)
        {
            if (texts.FirstOrDefault(t => t.Length > 0) is not { } text) return null;
            if (MomentText.TryRead(text, out var moment)) return moment;
            notUnderstood.Add(text);
            return null;
        }

        internal override IEnumerable<string> Write(DateTimeOffset? value) => value is { } moment ? [MomentText.Of(moment)] : [];

        internal override string? State(DateTimeOffset? value) => value is { } moment ? CanonicalText.Of(moment) : null;
    }

    private sealed class IdType(FilterSubject subject) : FilterType<Guid?>(subject)
    {
        internal override Guid? Read(IReadOnlyList<string> texts, ICollection<string> notUnderstood)
        {
            if (texts.FirstOrDefault(t => t.Length > 0) is not { } text) return null;
            if (Guid.TryParse(text, out var id)) return id;
            notUnderstood.Add(text);
            return null;
        }

        internal override IEnumerable<string> Write(Guid? value) => value is { } id ? [id.ToString()] : [];

        internal override string? State(Guid? value) => value?.ToString();
    }
}

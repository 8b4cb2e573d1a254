using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Rules;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Conventions.Books;

/// <summary>
/// One version of the convention book: the naming patterns, and the conventions judged by scans. Immutable; written as YAML, and given back
/// to the byte as it was read, comments included.
/// </summary>
public sealed class ConventionBook
{
    private readonly Dictionary<string, Convention> _byId;
    private readonly Dictionary<string, BookName> _names;

    internal ConventionBook(
        string yaml, int format, int version, string title, BookSettings settings, EnvironmentVocabulary environmentWords,
        IReadOnlyDictionary<string, NamePart> parts, IReadOnlyList<BookName> names, IReadOnlyList<Convention> conventions)
    {
        Yaml = yaml;
        Format = format;
        Version = version;
        Title = title;
        Settings = settings;
        EnvironmentWords = environmentWords;
        Parts = parts;
        Names = names;
        Conventions = conventions;
        _byId = conventions.ToDictionary(c => c.Id, StringComparer.Ordinal);
        _names = names.ToDictionary(n => n.Id, StringComparer.Ordinal);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
    }

    /// <summary>
    /// The newest book that ships with the portal. Its version is the number it ships under. It is not the book in force:
    /// a database may hold a later one, or one that people wrote.
    /// </summary>
    public static ConventionBook Default { get; } = Load(Embedded());

    /// <summary>The newest format of books that this build can read; older ones stay readable.</summary>
    public static int NewestFormat => BookLoader.NewestFormat;

    /// <summary>Every book that was ever shipped and whose number is closed, oldest first.</summary>
    public static IReadOnlyList<ShippedText> Shipped { get; } =
        ShippedText.ReadAll(typeof(ConventionBook).Assembly, "FusionPortal.Conventions.Books.Shipped.");

    /// <summary>The text the book was read from: its export.</summary>
    public string Yaml { get; }

    /// <summary>SHA-256 of <see cref="Yaml"/> as UTF-8, 64 lower-case hex digits.</summary>
    public string Sha256 { get; }

    /// <summary>Which keys the text may have, and what they mean. From 1.</summary>
    public int Format { get; }

    /// <summary>
    /// From 1. As read, the number in the text; a stored book has the number it was published under (<see cref="Numbered"/>).
    /// </summary>
    public int Version { get; }

    public string Title { get; }

    /// <summary>False for a book this build cannot read (<see cref="Unreadable"/>).</summary>
    public bool IsReadable { get; private init; } = true;

    public BookSettings Settings { get; }

    /// <summary>The words people use for environments; none in a book without that section.</summary>
    public EnvironmentVocabulary EnvironmentWords { get; }

    /// <summary>The parts patterns are made of, by id. Numbers (<c>nn</c>) need no definition.</summary>
    public IReadOnlyDictionary<string, NamePart> Parts { get; }

    public IReadOnlyList<BookName> Names { get; }

    public IReadOnlyList<Convention> Conventions { get; }

    /// <summary>The convention with the id, or null.</summary>
    public Convention? Convention(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The conventions that are of that kind of rule, in the book's order.</summary>
    public IEnumerable<Convention> Of<TRule>()
        where TRule : RuleKind => Conventions.Where(c => c.Rule is TRule);

    public bool Has<TRule>()
        where TRule : RuleKind => Of<TRule>().Any();

    /// <summary>The naming pattern with the id, or null.</summary>
    public BookName? Name(string id) => _names.GetValueOrDefault(id);

    /// <summary>
    /// The names that follow from an organization ID alone, in the book's order, each checked against AWS's limits.
    /// Fit for showing while the ID is typed: an ID that is not valid yet gives problems, never an exception.
    /// </summary>
    public IReadOnlyList<ComputedName> NamesFor(string orgId) =>
        [.. Names.Where(n => n.Scope == BookNameScope.Organization)
            .Select(n => n.Compute(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [n.Pattern.OrganizationPart ?? ""] = orgId,
        }))];

    /// <summary>The same book, text and hash unchanged, known by the number a store gave it.</summary>
    public ConventionBook Numbered(int version) =>
        version == Version ? this : new(Yaml, Format, version, Title, Settings, EnvironmentWords, Parts, Names, Conventions);

    /// <summary>
    /// Stands for a book that this build cannot read: it names nothing and judges nothing, and text and hash are as they were published.
    /// Whoever judges asks <see cref="IsReadable"/> first.
    /// </summary>
    public static ConventionBook Unreadable(string yaml, int format, int version) => new(
        yaml, format, version, $"Convention book {version}, which needs a newer portal", new BookSettings("", "", [], [], false),
            EnvironmentVocabulary.None,
        new Dictionary<string, NamePart>(StringComparer.Ordinal), [], [])
    {
        IsReadable = false,
    };

    /// <summary>Reads a book.</summary>
    /// <exception cref="ConventionBookException">The text is not a book; every problem is listed with its line.</exception>
    public static ConventionBook Load(string yaml) =>
        TryLoad(yaml, out var book, out var problems) ? book : throw new ConventionBookException(problems);

    /// <summary>Reads a book, or says everything that is wrong with it.</summary>
    public static bool TryLoad(string yaml, [NotNullWhen(true)] out ConventionBook? book, out IReadOnlyList<YamlProblem> problems)
    {
        (book, problems) = BookLoader.Load(yaml);
        return book is not null;
    }

    private static string Embedded()
    {
        var assembly = typeof(ConventionBook).Assembly;
        using var stream = assembly.GetManifestResourceStream("FusionPortal.Conventions.Books.book-v1.yaml")
            ?? throw new InvalidOperationException("The embedded convention book is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>A text is not a convention book.</summary>
public sealed class ConventionBookException(IReadOnlyList<YamlProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<YamlProblem> Problems { get; } = problems;
}

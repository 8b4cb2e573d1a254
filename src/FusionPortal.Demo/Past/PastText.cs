using System.Globalization;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions.Books;

namespace FusionPortal.Demo.Past;

/// <summary>A text the portal of the past brought along.</summary>
internal sealed record PastText(string Key, int Number, string Sha256)
{
    /// <summary>What this build brings along.</summary>
    public static IReadOnlyList<PastText> OfThisBuild { get; } =
    [
        new("book", ConventionBook.Default.Version, ConventionBook.Default.Sha256),
        .. TemplateLibrary.All.Select(loaded => new PastText(loaded.Template.Key, loaded.Template.Version, loaded.Sha256)),
    ];

    /// <summary>False where this build has another text under the same number, which no database takes.</summary>
    public bool Fits => OfThisBuild.All(text => text.Key != Key || text.Number != Number || text.Sha256 == Sha256);
}

/// <summary>
/// What is kept beside the dump of the demo's past, in words: <c>past.txt</c>. Its lines are <c>from DAY</c>, <c>to DAY</c>,
/// <c>postgresql MAJOR</c>, <c>scans N</c> and <c>text KEY NUMBER SHA256</c>.
/// </summary>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day: the day before it was made.</param>
/// <param name="Postgres">The major version of the server it was dumped from.</param>
internal sealed record PastLabel(DateOnly From, DateOnly To, int Postgres, int Scans, IReadOnlyList<PastText> Texts)
{
    public static PastLabel Read(string file)
    {
        var lines = File.ReadAllLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')).ToList();
        string Value(string key) => lines.Single(line => line[0] == key)[1];
        return new PastLabel(
            DateOnly.ParseExact(Value("from"), "O", CultureInfo.InvariantCulture),
            DateOnly.ParseExact(Value("to"), "O", CultureInfo.InvariantCulture),
            int.Parse(Value("postgresql"), CultureInfo.InvariantCulture),
            int.Parse(Value("scans"), CultureInfo.InvariantCulture),
            [.. lines.Where(line => line[0] == "text")
                .Select(line => new PastText(line[1], int.Parse(line[2], CultureInfo.InvariantCulture), line[3]))]);
    }

    public void Write(string file) => File.WriteAllLines(
        file,
        [
            "# The past that past.dump holds. Written by eng/past.sh.",
            $"from {From:O}", $"to {To:O}",
            string.Create(CultureInfo.InvariantCulture, $"postgresql {Postgres}"),
            string.Create(CultureInfo.InvariantCulture, $"scans {Scans}"),
            .. Texts.Select(text => string.Create(CultureInfo.InvariantCulture, $"text {text.Key} {text.Number} {text.Sha256}")),
        ]);
}

namespace FusionPortal.Checklists.Templates;

/// <summary>Reads the texts that ship inside the assembly.</summary>
internal static class EmbeddedText
{
    private const string Folder = "FusionPortal.Checklists.Templates.";

    /// <summary>The files of the folder itself whose names end so.</summary>
    public static IEnumerable<string> Names(string ending) => typeof(EmbeddedText).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..]).Where(name => !name[..^ending.Length].Contains('.', StringComparison.Ordinal));

    public static string Read(string fileName)
    {
        var name = Folder + fileName;
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its own text '{fileName}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

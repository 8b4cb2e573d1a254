namespace FusionPortal.Checklists.Templates;

/// <summary>Reads the texts that ship inside the assembly.</summary>
internal static class EmbeddedText
{
    public static string Read(string fileName)
    {
        var name = $"FusionPortal.Checklists.Templates.{fileName}";
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its own text '{fileName}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

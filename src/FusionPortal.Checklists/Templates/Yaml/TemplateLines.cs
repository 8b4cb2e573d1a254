namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Remembers on which line each id was read, so that checks of the whole template can name it.</summary>
internal sealed class TemplateLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public void Note(string id, int line) => _lines[id] = line;

    public int Of(string id) => _lines.GetValueOrDefault(id);
}

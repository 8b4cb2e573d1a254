using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Remembers where each id was read, so that checks of the whole template can name the place.</summary>
internal sealed class TemplatePlaces
{
    private readonly Dictionary<string, YamlPlace> _places = new(StringComparer.Ordinal);

    public void Note(string id, YamlPlace place) => _places[id] = place;

    /// <summary>The beginning of the text for what was never read.</summary>
    public YamlPlace Of(string id) => _places.GetValueOrDefault(id, YamlPlace.Start);
}

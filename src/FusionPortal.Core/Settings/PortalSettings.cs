using FusionPortal.Core.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Settings;

/// <summary>
/// What the portal's parts ask of the configuration, and what is wrong with what they were given: gathered while they are put together, so
/// that a person is told everything at once.
/// </summary>
public sealed class PortalSettings
{
    private readonly List<string> _faults = [];
    private readonly List<Setting> _known = [];

    public IReadOnlyList<Setting> Known => _known;

    /// <summary>Whether a part found something wrong so far.</summary>
    public bool HasFaults => _faults.Count > 0;

    /// <summary>Notes what a part found wrong with its own settings; begins with the key.</summary>
    public void Fault(string fault)
    {
        if (!_faults.Contains(fault)) _faults.Add(fault);
    }

    /// <summary>Everything wrong: values, and keys that nobody reads in a section that somebody does.</summary>
    public IReadOnlyList<string> FaultsOf(IConfiguration configuration) => [.. _faults, .. Unknown(configuration)];

    /// <summary>The instance that this service collection gathers in.</summary>
    public static PortalSettings In(IServiceCollection services)
    {
        var registered = services.FirstOrDefault(s => s.ServiceType == typeof(PortalSettings));
        if (registered?.ImplementationInstance is PortalSettings known) return known;
        var settings = new PortalSettings();
        services.AddSingleton(settings);
        return settings;
    }

    internal void Know(IEnumerable<Setting> settings) => _known.AddRange(settings.Where(s => !_known.Exists(k => k.Key == s.Key)));

    private IEnumerable<string> Unknown(IConfiguration configuration)
    {
        var sections = _known.Select(k => k.Key.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var section in sections.Order(StringComparer.Ordinal))
        {
            foreach (var (key, value) in configuration.GetSection(section).AsEnumerable())
            {
                if (value is null || !key.Contains(':') || _known.Exists(k => k.Covers(key))) continue;
                // An entry below a value is said by the reader; a key that is only too deep is not unknown as well.
                if (_known.Exists(k => Above(key).Any(k.Covers))) continue;
                var meant = Nearest.Of(key, _known.Select(k => k.Key), 1);
                yield return $"{key} is no setting of the portal.{(meant.Count == 0 ? "" : $" Did you mean {meant[0]}?")}";
            }
        }
    }

    private static IEnumerable<string> Above(string key)
    {
        for (var cut = key.LastIndexOf(':'); cut > 0; cut = key.LastIndexOf(':', cut - 1)) yield return key[..cut];
    }
}

public static class PortalSettingsModule
{
    /// <summary>Reads options now, notes what is wrong with them, and registers them; they are checked again when asked for.</summary>
    /// <param name="section">The options' section, for example <c>Aws</c>.</param>
    /// <returns>As read; where something is wrong, with the defaults instead.</returns>
    public static T AddSettings<T>(
        this IServiceCollection services, IConfiguration configuration, string section, IValidateOptions<T> validation)
        where T : class, new()
    {
        var settings = PortalSettings.In(services);
        var options = new T();
        settings.Know(Setting.Of(typeof(T), section));
        var faults = SettingsReader.Read(configuration, options, section);
        foreach (var fault in faults.Concat(validation.Validate(null, options).Failures ?? [])) settings.Fault(fault);
        services.AddSingleton(validation);
        services.AddOptions<T>()
            .Configure(o => SettingsReader.Read(configuration, o, section))
            .Validate(_ => faults.Count == 0, string.Join(' ', faults))
            .ValidateOnStart();
        return options;
    }
}

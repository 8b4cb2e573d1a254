using System.Collections;
using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FusionPortal.Core.Settings;

/// <summary>
/// Reads options from the configuration and says of every value that is none of its kind what is wrong, by its key. Unlike the
/// configuration's own binder it goes on after the first, and a list that is given replaces the default instead of adding to it.
/// </summary>
/// <remarks>
/// An empty value is the same as none: containers are often started with variables that are empty. An empty text for a list is a
/// list with nothing in it; blanks do not separate, since groups have them in their names.
/// </remarks>
public static class SettingsReader
{
    private static readonly char[] Separators = [',', ';', '\r', '\n'];

    /// <summary>Sets what the configuration gives and leaves the rest at its default.</summary>
    /// <returns>What is wrong, each beginning with the key.</returns>
    public static IReadOnlyList<string> Read(IConfiguration configuration, object options, string section)
    {
        var faults = new List<string>();
        ReadInto(configuration, options, section, faults);
        return faults;
    }

    private static void ReadInto(IConfiguration configuration, object options, string section, List<string> faults)
    {
        foreach (var property in Setting.PropertiesOf(options.GetType()))
        {
            var found = configuration.GetSection(Setting.KeyOf(property, section));
            if (Setting.DictionaryOf(property.PropertyType) is { } types)
                ReadEntries(configuration, (IDictionary)property.GetValue(options)!, found, types, faults);
            else if (found.Exists()
                && ValueOf(configuration, property.PropertyType, property.GetValue(options), found, faults) is { } value)
                property.SetValue(options, value);
        }
    }

    private static void ReadEntries(
        IConfiguration configuration, IDictionary into, IConfigurationSection section, (Type Key, Type Value) types, List<string> faults)
    {
        foreach (var entry in section.GetChildren())
        {
            if (Convert(types.Key, entry.Key) is not { } key) faults.Add($"{entry.Path}: {entry.Key} is {Wanted(types.Key)}.");
            else if (ValueOf(configuration, types.Value, null, entry, faults) is { } value) into[key] = value;
        }
    }

    /// <returns>Null where nothing is given, or where it is wrong and said so.</returns>
    private static object? ValueOf(
        IConfiguration configuration, Type type, object? standing, IConfigurationSection section, List<string> faults)
    {
        if (Setting.IsListType(type)) return ListOf(section, faults);
        if (!Setting.IsText(type))
        {
            var value = standing ?? Activator.CreateInstance(type)!;
            ReadInto(configuration, value, section.Path, faults);
            return value;
        }

        if (section.GetChildren().Any())
        {
            faults.Add($"{section.Path} is one value and has no entries below it.");
            return null;
        }

        if (string.IsNullOrEmpty(section.Value)) return null;
        if (Convert(Nullable.GetUnderlyingType(type) ?? type, section.Value) is { } converted) return converted;
        faults.Add($"{section.Path}: \"{section.Value}\" is {Wanted(Nullable.GetUnderlyingType(type) ?? type)}.");
        return null;
    }

    private static string[]? ListOf(IConfigurationSection section, List<string> faults)
    {
        var entries = section.GetChildren().ToList();
        if (entries.Count > 0 && !string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} is given twice, as one text and as a list; give one of them.");
            return null;
        }

        foreach (var deep in entries.Where(e => e.GetChildren().Any()))
            faults.Add($"{deep.Path} is one value and has no entries below it.");
        return entries.Count > 0
            ? [.. entries.Select(e => e.Value).OfType<string>().Where(v => v.Length > 0)]
            : section.Value?.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static object? Convert(Type type, string text)
    {
        try
        {
            var value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text.Trim());
            return value is Enum named && (!Enum.IsDefined(type, named) || char.IsAsciiDigit(text.Trim()[0])) ? null : value;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            // What the converters throw for a text that is none of their kind; the caller says so by the key.
            return null;
        }
    }

    private static string Wanted(Type type) => type switch
    {
        _ when type == typeof(bool) => "neither true nor false",
        _ when type == typeof(int) || type == typeof(long) => "not a whole number",
        _ when type == typeof(double) => "not a number such as 8 or 1.5",
        _ when type == typeof(TimeSpan) => "not a time such as 00:00:30 (hours, minutes, seconds)",
        _ when type == typeof(Uri) => "not an address",
        { IsEnum: true } => "none of " + string.Join(", ", Enum.GetNames(type)),
        _ => string.Create(CultureInfo.InvariantCulture, $"not a {type.Name}"),
    };
}

using System.ComponentModel;
using System.Reflection;

namespace FusionPortal.Core.Settings;

/// <summary>The configuration key of a property, where it is not the section of its class and the property's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingKeyAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}

/// <summary>One key of the configuration, as an options class declares it.</summary>
/// <param name="Key">Parts separated by colons; <c>*</c> stands for a part that the person chooses, for example an account's id.</param>
/// <param name="Property">What it sets.</param>
/// <param name="IsList">Given as <c>Key:0</c>, <c>Key:1</c> … or as one text with commas between.</param>
public sealed record Setting(string Key, PropertyInfo Property, bool IsList)
{
    /// <summary>Whether a key found in the configuration is this setting or an entry of its list, in upper or lower case.</summary>
    public bool Covers(string found)
    {
        var (mine, theirs) = (Key.Split(':'), found.Split(':'));
        return (mine.Length == theirs.Length || (IsList && mine.Length + 1 == theirs.Length))
            && mine.Zip(theirs).All(p => p.First == "*" || p.First.Equals(p.Second, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Every setting that an options class declares.</summary>
    /// <param name="section">The class's section; a property's <see cref="SettingKeyAttribute"/> names its own key instead.</param>
    public static IEnumerable<Setting> Of(Type options, string section) =>
        PropertiesOf(options).SelectMany(p => Of(p, KeyOf(p, section), p.PropertyType));

    // What has no setter is worked out from others, or a dictionary to be filled.
    internal static IEnumerable<PropertyInfo> PropertiesOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true } || DictionaryOf(p.PropertyType) is not null);

    internal static string KeyOf(PropertyInfo property, string section) =>
        property.GetCustomAttribute<SettingKeyAttribute>()?.Key ?? $"{section}:{property.Name}";

    internal static bool IsListType(Type type) => type == typeof(IReadOnlyList<string>);

    internal static (Type Key, Type Value)? DictionaryOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            ? (type.GenericTypeArguments[0], type.GenericTypeArguments[1])
            : null;

    internal static bool IsText(Type type) =>
        TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type).CanConvertFrom(typeof(string));

    private static IEnumerable<Setting> Of(PropertyInfo property, string key, Type type) =>
        IsListType(type) ? [new(key, property, true)]
        : DictionaryOf(type) is { } dictionary ? Of(property, key + ":*", dictionary.Value)
        : IsText(type) ? [new(key, property, false)]
        : Of(type, key);
}

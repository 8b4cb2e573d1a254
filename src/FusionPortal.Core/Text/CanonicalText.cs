using System.Globalization;

namespace FusionPortal.Core.Text;

/// <summary>Values as reports and certificates write them.</summary>
internal static class CanonicalText
{
    /// <summary>The canonical text of a value: invariant, moments in UTC with their offset and all six decimals PostgreSQL keeps.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset moment => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A report holds no {value.GetType().Name}.", nameof(value)),
    };
}

using System.Globalization;

namespace FusionPortal.Aws.Services;

/// <summary>How instants stand in facts: in UTC, to the second, so that the same instant is always the same text.</summary>
internal static class Instants
{
    public static string? Text(DateTime? at) => at is { } time
        ? time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : null;

    /// <returns>Null where the text is no instant: reports say <c>N/A</c>, <c>no_information</c> or <c>not_supported</c>.</returns>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}

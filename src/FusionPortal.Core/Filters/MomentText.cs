using System.Globalization;

namespace FusionPortal.Core.Filters;

/// <summary>A moment as addresses write it: UTC, to the microsecond the database keeps.</summary>
public static class MomentText
{
    public static string Of(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>Any way of writing a moment; one without a zone is UTC.</summary>
    public static bool TryRead(string text, out DateTimeOffset moment)
    {
        var understood = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
        moment = moment.ToUniversalTime();
        return understood;
    }
}

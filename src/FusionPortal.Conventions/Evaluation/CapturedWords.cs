using System.Globalization;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>What is said of captured values.</summary>
internal static class CapturedWords
{
    /// <summary>The value, who ticked it, when and where.</summary>
    public static string Told(CapturedValue value) =>
        $"{RedactedText.Of(value.Shown)}, ticked by {value.By} on {Day(value.At)} in {value.Checklist}, step {value.Step}";

    /// <summary>How a resource is called where nobody may have seen it: "S3 bucket fusion-rms-acme".</summary>
    public static string Named(CapturedResource captured) =>
        $"{Kinds.ResourceKinds.Label(captured.Kind)} {RedactedText.Of(captured.Name.Value)}";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

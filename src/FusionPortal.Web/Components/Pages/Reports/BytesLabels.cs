using FusionPortal.Core.Reports.Register;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>How a production compares with the last time before, in words.</summary>
public static class BytesLabels
{
    public static string Of(BytesCompared bytes) => bytes switch
    {
        BytesCompared.First => "Produced for the first time",
        BytesCompared.Same => "Same bytes as before",
        BytesCompared.Other => "Other bytes than before",
        BytesCompared.BrokenOff => "Broken off",
        _ => throw new ArgumentOutOfRangeException(nameof(bytes), bytes, null),
    };

    /// <summary>"Same bytes as on 4 Nov 2026".</summary>
    public static (StatusKind Kind, string Text) Of(ReportProduction made, TimeZoneInfo zone) => made switch
    {
        { IsRedacted: true } => (StatusKind.Unknown, "Redacted since"),
        { Sha256: null } => (StatusKind.Warn, "Broken off before its end"),
        { Before: { Same: true } before } => (StatusKind.Pass, $"Same bytes as on {Words.Date(before.At, zone)}"),
        { Before: { } before } => (StatusKind.Fail, $"Other bytes than on {Words.Date(before.At, zone)}"),
        _ => (StatusKind.Idle, "First time"),
    };

    /// <summary>What may explain other bytes.</summary>
    public static string Why(BytesCause cause) => cause switch
    {
        BytesCause.Version => "The report has another version than then: with the portal its columns changed, or what they mean.",
        BytesCause.Knowledge => "Knowledge:Hours was not written down at that moment, and another limit was in force each time.",
        BytesCause.Unexplained => "Nothing in the audit trail explains it: what the portal keeps of the past may have been changed. Do not "
            + "use either file, verify the audit trail, and tell an administrator.",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };
}

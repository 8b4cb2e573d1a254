using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Checklists.Runs;

/// <summary>Judges the reason a person gives.</summary>
internal static class Reasons
{
    public static RunDecision.Refused? Check(string? reason)
    {
        var text = reason?.Trim() ?? "";
        if (text.Length < 3) return new RunDecision.Refused(RefusalReason.ReasonNeeded, "Say why, in a few words.", "reason");
        if (text.Length > RunDecider.ReasonLimit)
            return new RunDecision.Refused(
                RefusalReason.ReasonNeeded, $"The reason has {text.Length:N0} characters; at most {RunDecider.ReasonLimit} fit.", "reason");
        return SecretGuard.Inspect(text) is { } secret ? new RunDecision.Refused(RefusalReason.SecretFound, secret.Message, "reason")
            : null;
    }
}

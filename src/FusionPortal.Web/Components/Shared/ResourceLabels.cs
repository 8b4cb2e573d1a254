using FusionPortal.Core.Filters;
using FusionPortal.Core.Inventory;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Shared;

/// <summary>How resources are spoken of, the same on every page.</summary>
public static class ResourceLabels
{
    /// <summary>The page of a resource.</summary>
    /// <param name="arn">The resource's.</param>
    /// <param name="asOf">As of which moment; null for now.</param>
    public static string Href(string arn, DateTimeOffset? asOf = null) => asOf is { } moment
        ? QueryHelpers.AddQueryString(Path(arn), Moments.Key, MomentText.Of(moment)) : Path(arn);

    private static string Path(string arn) => $"/inventory/{ResourceKey.Of(arn)}";

    public static StateMark Mark(ResourceVerdict verdict) => verdict switch
    {
        ResourceVerdict.Violation => new(StatusKind.Fail, "Violation"),
        ResourceVerdict.NotEvaluated => new(StatusKind.Unknown, "Not evaluated"),
        ResourceVerdict.Pass => new(StatusKind.Pass, "Pass"),
        ResourceVerdict.NotJudged => new(StatusKind.Idle, "Not judged"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    /// <summary>The worst of its verdicts, with how many of them.</summary>
    public static string Verdict(ResourceJudgement judged) => judged.Worst switch
    {
        ResourceVerdict.Violation => Words.Count(judged.Violations, "violation"),
        ResourceVerdict.NotEvaluated => $"{Words.Number(judged.NotEvaluated)} not evaluated",
        _ => Mark(judged.Worst).Text,
    };
}

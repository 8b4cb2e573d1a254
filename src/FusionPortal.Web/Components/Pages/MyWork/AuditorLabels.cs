using FusionPortal.Core.Homes;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.MyWork;

/// <summary>How the home of an auditor speaks.</summary>
public static class AuditorLabels
{
    /// <summary>Whether the trail holds, and whether what was produced twice was the same.</summary>
    public static string Sentence(AuditorHome home)
    {
        var differing = home.Reports.Count(r => r.SameBytes == false);
        var trail = home.Verified switch
        {
            null => "Nobody has verified the trail yet",
            { Good: true } => "The trail held when it was last verified",
            { } broken => $"The trail did not hold: {broken.Fault}",
        };
        return differing == 0 ? trail
            : $"{trail}, and {Words.Count(differing, "report")} {(differing == 1 ? "differs" : "differ")} from an earlier production";
    }

    public static string Title(TrailTopic topic) => topic switch
    {
        TrailTopic.Books => "Convention book published",
        TrailTopic.Templates => "Checklist template published",
        TrailTopic.AccountRoles => "Account roles declared",
        TrailTopic.AccountsRead => "Accounts paused, resumed, retired",
        TrailTopic.Clients => "Clients recorded or corrected",
        TrailTopic.Rights => "Ways in made or used, ids joined",
        TrailTopic.Schedules => "Scan schedules set or removed",
        TrailTopic.Retention => "History pruned, limits set",
        TrailTopic.Redactions => "Redactions",
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, null),
    };

    /// <summary>What a zero says.</summary>
    public static string None(TrailTopic topic) => topic switch
    {
        TrailTopic.Rights => "None. Roles come from the identity provider, which keeps their changes",
        TrailTopic.Redactions => "None: every entry has its body",
        _ => "None",
    };

    /// <summary>The entries counted, in the trail.</summary>
    public static string Href(TrailTopic topic)
    {
        var kinds = TrailChange.KindsOf(topic);
        // The trail is filtered by the beginning of a kind.
        var common = kinds.Count == 1 ? kinds[0] : kinds[0][..(kinds[0].IndexOf('.', StringComparison.Ordinal) + 1)];
        return $"/audit?kind={Uri.EscapeDataString(common)}";
    }

    /// <summary>"account POS Production, severity critical"; empty where it was asked for everything.</summary>
    public static string Asked(ReportMade made) => string.Join(", ", made.Asked.Select(a => $"{a.Key} {a.Value}"));
}

using FusionPortal.Core.Accounts;

namespace FusionPortal.Web.Components.Shared;

/// <summary>How it is said that an account can be read, or cannot.</summary>
public static class StandingLabels
{
    /// <summary>How an account stands in AWS: "Active", "Suspended", "Left the organization".</summary>
    public static string State(string state) => state switch
    {
        AccountStates.Active => "Active",
        AccountStates.Departed => "Left the organization",
        AccountStates.Unknown => "State not told",
        _ => Sentence(state.Replace('_', ' ')),
    };

    /// <summary>What retiring does.</summary>
    public const string Retired =
        "It counts in no coverage and no score; its findings stay, marked. When AWS lists it as active again, the "
            + "next scan reads it again by itself.";

    /// <summary>The same of an account nobody reads, with a person's word above AWS's.</summary>
    public static string Of(AccountSight sight, string state) => sight == AccountSight.Retired ? "Retired" : State(state);

    private static string Sentence(string words) =>
        words.Length == 0 ? "State not told" : char.ToUpperInvariant(words[0]) + words[1..].ToLowerInvariant();
}

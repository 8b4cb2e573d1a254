using System.Text.Json.Serialization;

namespace FusionPortal.Core.Accounts;

/// <summary>What an account's state means to whoever wants to know what is in it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccountSight>))]
public enum AccountSight
{
    /// <summary>Every scan reads it.</summary>
    Read,

    /// <summary>Nobody can look although it may hold something: suspended by AWS, or out of the organization. Named until somebody
    /// decides.</summary>
    Unreachable,

    /// <summary>There is nothing to read: AWS closed it, is closing it, or has not finished making it. No gap.</summary>
    Closed,

    /// <summary>A person said that it will not come back. No gap; its findings stay, marked.</summary>
    Retired,
}

/// <summary>The states of an AWS account: those AWS Organizations tells, and <see cref="Departed"/> for one that it lists no
/// more.</summary>
public static class AccountStates
{
    public const string Active = "ACTIVE";

    /// <summary>Listed by an earlier scan and not by the last one. The portal's word; AWS has none.</summary>
    public const string Departed = "DEPARTED";

    /// <summary>AWS said nothing. Such an account is read: a call that is refused costs nothing, an account wrongly left out is a blind
    /// spot.</summary>
    public const string Unknown = "UNKNOWN";

    /// <param name="state">As AWS Organizations tells it, or <see cref="Departed"/>. A state nobody knows here counts as
    /// unreachable.</param>
    public static AccountSight SightOf(string state) => state switch
    {
        Active or Unknown => AccountSight.Read,
        "CLOSED" or "PENDING_CLOSURE" or "PENDING_ACTIVATION" => AccountSight.Closed,
        _ => AccountSight.Unreachable,
    };

    /// <summary>One sentence that says so; fit to be shown.</summary>
    public static string Describe(string state) => state switch
    {
        Active => "AWS reports the account as active.",
        Departed => "The account is no longer in the AWS organization.",
        "SUSPENDED" => "AWS has suspended the account.",
        "CLOSED" => "The account is closed.",
        "PENDING_CLOSURE" => "AWS is closing the account.",
        "PENDING_ACTIVATION" => "AWS is still setting the account up.",
        _ => $"AWS reports the account as {state}.",
    };

    /// <summary>What a person does about it.</summary>
    public static string Advice(string state) => state switch
    {
        Departed =>
            "Invite it back into the organization, or retire it in the portal: the portal can no longer assume a role "
                + "in it, whatever it still holds.",
        "SUSPENDED" =>
            "AWS suspends over billing or abuse, and writes why to the mail address of the account's root user. Have AWS lift "
                + "it, or retire it in the portal.",
        "CLOSED" => "Nothing needs doing. AWS lists a closed account for 90 days, and reopens it within them on request.",
        "PENDING_CLOSURE" => "Nothing needs doing, unless nobody meant to close it: then ask AWS Support now.",
        "PENDING_ACTIVATION" => "Nothing needs doing. It is read once AWS reports it as active.",
        _ => "Look the account up in AWS Organizations, or retire it in the portal.",
    };
}

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>The accounts of the fleet.</summary>
internal static class FleetAccounts
{
    /// <summary>Where clients' production and staging live.</summary>
    public const string Production = "111111111111";

    /// <summary>Where everything else lives.</summary>
    public const string NonProduction = "222222222222";

    /// <summary>Nobody has said what it is for.</summary>
    public const string Undeclared = "333333333333";

    /// <summary>Nobody has said what it was for, and it is closed.</summary>
    public const string Closed = "444444444444";

    public static IReadOnlyList<AccountRecord> All { get; } =
    [
        new(Production, "POS Production", AccountRole.Production),
        new(NonProduction, "POS QA", AccountRole.NonProduction),
        new(Undeclared, "POS Fairs", AccountRole.Undeclared),
        new(Closed, "POS Trials", AccountRole.Undeclared, IsRead: false),
    ];

    /// <summary>The account a client's resources belong into.</summary>
    public static string For(EnvironmentKind environment) =>
        environment is EnvironmentKind.Production or EnvironmentKind.Staging ? Production : NonProduction;
}

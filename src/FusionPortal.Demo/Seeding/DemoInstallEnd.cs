using FusionPortal.Core;
using FusionPortal.Simulator.Estate.Demo;
using static FusionPortal.Demo.Seeding.DemoChecklists;

namespace FusionPortal.Demo.Seeding;

/// <summary>What follows in an install once its database, host and AWS resources are recorded, to its last step. Of a client with a
/// corporate site and one store, as <see cref="PreInstall"/> lists them.</summary>
internal static class DemoInstallEnd
{
    private const string Corporate = "corp";
    private const string Store = "store1";

    /// <param name="second">Another person than who made the database user.</param>
    public static IEnumerable<StepWork> CloudTenant(Actor second, string entry) =>
    [
        new("rds-confirm-isolation", ("cloud-login-isolated", Yes)) { By = second },
        new("ec2-super-user-record", ("cloud-super-user-entry", entry)),
        new("ec2-create-tenant", ("cloud-tenant-recipe", Yes), ("cloud-tenant-database", Yes),
            ("cloud-tenant-time-zone", StandardTimeZone)),
        new("ec2-dns", ("cloud-host-answers", Yes)),
        new("ec2-setup-guide", ("setup-guide-done", Yes)),
    ];

    public static IEnumerable<StepWork> AuthServer(DemoClient client) =>
    [
        new("auth-sign-in", ("auth-own-account", Yes)),
        new("auth-organization", ("auth-group", "fc"), ("auth-organization-name", client.Title)),
        new("auth-server-license", ("server-license-name", Yes), ("server-license-count", Servers), ("server-license-expires", Renewal),
            ("server-license-feature", Yes)),
        new("auth-register-license", ("register-license-name", Yes), ("register-license-count", Registers),
            ("register-license-expires", Renewal), ("register-license-active", Yes)),
        new("auth-devices", ("device-count", "11")),
    ];

    public static IEnumerable<StepWork> CorporateRegister() => At(
        Corporate,
        new("register-install-corporate"),
        new("register-database-corporate"),
        new("register-asi") { NotApplicable = "The client does not use ASI." },
        new("register-communication-corporate"),
        new("register-initial-data"));

    public static IEnumerable<StepWork> StoreRegister() => At(
        Store,
        new("register-install-store"),
        new("register-database-store"),
        new("register-communication-store"),
        new("register-data-exchange"));

    public static IEnumerable<StepWork> CorporateServer(string managerEntry, string loginEntry) =>
        Server(Corporate, "Corporate", managerEntry, loginEntry);

    public static IEnumerable<StepWork> StoreServer(string title, string managerEntry, string loginEntry) =>
        Server(Store, title, managerEntry, loginEntry);

    public static IEnumerable<StepWork> FollowUp(string mailEntry) =>
    [
        new("follow-licenses", ("all-licensed", Yes)),
        new("follow-database-version", ("initial-version-right", Yes)),
        new("follow-features"),
        new("follow-roles", ("no-client-administrator", Yes)),
        new("follow-mail", ("mail-used", Yes), ("mail-entry", mailEntry)),
        new("follow-settings"),
        new("follow-tasks"),
    ];

    // POS server, monitor, tenant manager and tenant of one site. Its host name is in the client's own DNS.
    private static IEnumerable<StepWork> Server(string site, string title, string managerEntry, string loginEntry) => At(
        site,
        new("pos-server-install", ("site-pos-version", PosVersion)),
        new("pos-server-answers", ("pos-server-opened", Yes)),
        new("monitor-configuration", ("monitor-defaults", Yes), ("monitor-seq", No)),
        new("manager-default-tenant", ("manager-tenant-name", site + " Default"), ("manager-recipe", Yes),
            ("manager-time-zone", StandardTimeZone)),
        new("manager-credentials", ("manager-entry", managerEntry)),
        new("manager-complete", ("manager-created", Yes)),
        new("tenant-version", ("site-tenant-version", PosVersion)),
        new("tenant-database-user", ("it-policy-asked", Yes), ("site-authentication", "sql"), ("site-login-settings", Yes),
            ("site-login-entry", loginEntry)),
        new("tenant-create", ("site-tenant-description", title), ("site-host-used", Yes), ("site-host", $"pos.{site}.example.com"),
            ("site-host-dns", Yes)),
        new("tenant-settings", ("site-tenant-recipe", Yes), ("site-tenant-time-zone", StandardTimeZone)),
        new("tenant-running", ("site-tenant-running", Yes)));

    private static IEnumerable<StepWork> At(string site, params IReadOnlyList<StepWork> steps) =>
        steps.Select(step => step with { StepId = $"{step.StepId}@{site}" });
}

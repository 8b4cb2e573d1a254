using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Demo.Seeding;

/// <summary>What was worked in the demo's checklists before anybody signs in, in the words of the embedded templates.</summary>
internal static class DemoChecklists
{
    /// <summary>What pre-install says of every client, and later steps say again.</summary>
    public const string PosVersion = "6.2.1", StandardTimeZone = "America/New_York", Servers = "3", Registers = "8", Renewal = "2027-10-31";

    public const string Yes = "yes";
    public const string No = "no";

    /// <summary>The client has signed its ID off; nothing else is known yet.</summary>
    public static IEnumerable<StepWork> SignedOff(string by, DateOnly on) =>
    [
        new("org-id", ("client-sign-off", Yes), ("client-sign-off-by", by), ("client-sign-off-on", $"{on:O}")),
    ];

    /// <summary>All of pre-install, for a client hosted by the company, with one store.</summary>
    public static IEnumerable<StepWork> PreInstall(DemoClient client, string signedOffBy, DateOnly on, string store) =>
    [
        .. SignedOff(signedOffBy, on),
        new("site-title", ("site-title", client.Title), ("areas-of-operation", "Two neighbouring states"),
            ("hosting-region", client.Region)),
        new("hosting-domains"),
        new("legal-needs", ("has-legal-needs", No)),
        new("pos-facts", ("existing-pos-client", No), ("pos-version", PosVersion), ("initial-database", "new-install")),
        new("onloyalty-facts", ("uses-onloyalty", No)),
        new("deployment-type", ("deployment", "fusion-hosted")),
        new("site-list", ("sites", $"corp: Corporate\nstore1: {store}")),
        new("standard-time-zone", ("time-zone", StandardTimeZone)),
        new("license-facts", ("licensed-servers", Servers), ("uses-registers", Yes), ("licensed-registers", Registers),
            ("license-renewal", Renewal)),
    ];

    /// <summary>The database on an existing shared instance, created and handed to a second person to confirm.</summary>
    public static IEnumerable<StepWork> SharedDatabase(DemoClient client, string instance, string entry, string zone = "a") =>
    [
        new("rds-database-version", ("rds-engine", "sql-server-2019-web")),
        new("rds-hosting-type", ("rds-hosting", "shared")),
        new("rds-instance-name", ("rds-name", instance)),
        new("rds-availability-zone", ("rds-az", client.Region + zone)),
        new("rds-login-record", ("cloud-login-entry", entry)),
        new("rds-create-database", ("cloud-database-created", "pos_" + client.OrgId), ("my-ip-named", Yes)),
        new("rds-create-user", ("cloud-login-sql", Yes), ("cloud-login-default", Yes), ("cloud-login-owner", Yes)),
    ];

    /// <summary>The tenant's host is chosen; the tenant itself is not made yet.</summary>
    public static IEnumerable<StepWork> SharedHost(DemoClient client, string host, string zone = "a") =>
    [
        new("ec2-pos-version", ("tenant-pos-version", PosVersion), ("pos-version-is-latest", Yes)),
        new("ec2-hosting-type", ("ec2-hosting", "shared")),
        new("ec2-instance-name", ("ec2-name", host), ("ec2-host-version", PosVersion)),
        new("ec2-availability-zone", ("ec2-az", client.Region + zone)),
    ];

    /// <summary>Provisioning ran, or so somebody ticked: everything is called as the conventions want it.</summary>
    public static IEnumerable<StepWork> AwsResourcesAsUsual(string entry) =>
    [
        new("aws-provisioning", ("provisioning-ran", Yes), ("provisioning-account", DemoEstate.ProductionAccount)),
        new("aws-iam-user", ("iam-user-tag", Yes), ("iam-user-bare", Yes)),
        new("aws-access-key", ("access-key-made-by", "Tom Becker"), ("access-key-entry", entry)),
        new("aws-bucket", ("bucket-taken", No), ("bucket-tag", Yes), ("bucket-block-off", Yes)),
    ];

    /// <summary>Provisioning ran; the conventional bucket name was taken and the real one is recorded.</summary>
    public static IEnumerable<StepWork> AwsResources(DemoClient client, string entry) =>
    [
        new("aws-provisioning", ("provisioning-ran", Yes), ("provisioning-account", DemoEstate.ProductionAccount)),
        new("aws-iam-user", ("iam-user-tag", Yes), ("iam-user-bare", Yes)),
        new("aws-access-key", ("access-key-made-by", "Tom Becker"), ("access-key-entry", entry)),
        new("aws-bucket", ("bucket-taken", Yes), ("bucket-alternative", client.RecordedBucketName!), ("bucket-tag", Yes),
            ("bucket-block-off", Yes)),
        new("aws-bucket-policy", ("bucket-pub", Yes), ("bucket-principal", Yes)),
    ];

    /// <summary>A new RDS instance is needed, so its own checklist starts and this section waits.</summary>
    public static IEnumerable<StepWork> NewDatabaseInstance() =>
    [
        new("rds-database-version", ("rds-engine", "sql-server-2019-web")),
        new("rds-hosting-type", ("rds-hosting", "shared-new")),
    ];

    /// <summary>That instance's own checklist, up to where it is created.</summary>
    public static IEnumerable<StepWork> DatabaseInstance(string region) =>
    [
        new("db-purpose", ("db-hosting", "shared")),
        new("db-version", ("db-engine", "sql-server-2019-web")),
        new("db-place", ("db-region", region), ("db-vpc", "existing")),
        new("db-zone", ("db-az", region + "a")),
    ];

    /// <summary>A region's network, whole.</summary>
    public static IEnumerable<StepWork> Vpc(string region, string vpcId, string name) =>
    [
        new("vpc-documentation", ("vpc-documentation-read", Yes)),
        new("vpc-place", ("vpc-region", region), ("vpc-none-yet", Yes)),
        new("vpc-form", ("vpc-and-more", Yes), ("vpc-no-auto-names", Yes)),
        new("vpc-addresses", ("vpc-cidr", "10.0.0.0/16"), ("vpc-no-ipv6", Yes), ("vpc-default-tenancy", Yes)),
        new("vpc-zones", ("vpc-primary-az", region + "a"), ("vpc-secondary-az", region + "b")),
        new("vpc-subnets", ("vpc-both-subnets", Yes)),
        new("vpc-created", ("vpc-id", vpcId)),
        new("vpc-naming", ("vpc-name", name), ("vpc-parts-named", Yes)),
        new("vpc-dns", ("vpc-dns-on", Yes)),
        new("vpc-operations-group", ("vpc-ops-named", Yes)),
    ];

    /// <summary>A host for the next version, just planned.</summary>
    public static IEnumerable<StepWork> Host() =>
    [
        new("host-purpose", ("host-hosting", "shared")),
        new("host-version", ("host-pos-version", PosVersion), ("host-version-is-latest", Yes)),
    ];
}

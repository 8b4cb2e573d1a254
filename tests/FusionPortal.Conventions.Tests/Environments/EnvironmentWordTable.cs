using System.Globalization;

namespace FusionPortal.Conventions.Tests.Environments;

/// <summary>Words, keys, joinings and near misses, as people and AWS write them. Written out here and not taken from the book, which they
/// are to test.</summary>
internal static class EnvironmentWordTable
{
    public static readonly string[] Keys =
    [
        "Environment", "environment", "ENVIRONMENT", "Env", "env", "EnvironmentName", "environment-name", "environment_name",
            "Environment Name", "EnvType",
        "env-type", "ENV_TYPE", "AppEnv", "app-env", "APP_ENV", "app:env", "stage", "Stage", "STAGE", "pos:environment", "company/env",
            "Environments", "envName", "deployment-stage",
    ];

    /// <summary>Keys that hold an environment's letters and are none, or are AWS's own.</summary>
    public static readonly string[] OtherKeys =
    [
        "Name", "OrgId", "Product", "Envelope", "StageManager", "environmental", "aws:environment", "aws:cloudformation:stack-name",
            "elasticbeanstalk:environment-name",
        "Owner", "Backstage", "EnvoyVersion", "Department", "environment-owner", "CostCenter",
    ];

    public static readonly (string Word, EnvironmentKind Means)[] Elsewhere =
    [
        ("non-production", EnvironmentKind.Other), ("non-prod", EnvironmentKind.Other), ("sandbox", EnvironmentKind.Other),
            ("training", EnvironmentKind.Other),
        ("poc", EnvironmentKind.Other), ("lab", EnvironmentKind.Other), ("sbx", EnvironmentKind.Other),
            ("proof-of-concept", EnvironmentKind.Other),
        ("qa", EnvironmentKind.QA), ("uat", EnvironmentKind.QA), ("sit", EnvironmentKind.QA), ("perf", EnvironmentKind.QA),
            ("test", EnvironmentKind.QA),
        ("tst", EnvironmentKind.QA), ("testing", EnvironmentKind.QA), ("quality-assurance", EnvironmentKind.QA),
            ("dev", EnvironmentKind.Development),
        ("develop", EnvironmentKind.Development), ("development", EnvironmentKind.Development), ("demo", EnvironmentKind.Demonstration),
    ];

    public static readonly (string Word, EnvironmentKind Means)[] InProduction =
    [
        ("prod", EnvironmentKind.Production), ("production", EnvironmentKind.Production), ("prd", EnvironmentKind.Production),
            ("live", EnvironmentKind.Production),
        ("staging", EnvironmentKind.Staging), ("stage", EnvironmentKind.Staging), ("stg", EnvironmentKind.Staging),
            ("pre-prod", EnvironmentKind.Staging),
        ("pre-production", EnvironmentKind.Staging),
    ];

    /// <summary>How a value of an environment tag is written.</summary>
    public static readonly Func<string, string>[] Values =
    [
        w => w, w => Glued(w), Camel, w => w.ToUpperInvariant(), w => Glued(w).ToUpperInvariant(), w => w.Replace('-', '_'), w =>
            w.Replace('-', ' '), w => Camel(w) + "1",
        w => w + "-02", w => $" {w} ", w => w + "-eu", w => $"{Camel(w)} (EU)", Plural,
    ];

    /// <summary>How a name takes a word in.</summary>
    public static readonly Func<string, string>[] Joinings =
    [
        w => $"{w}-orders", w => $"orders-{w}", w => $"orders_{w}", w => $"orders.{w}", w => $"/pos/{w}/orders", w =>
            $"pos-{w}-orders", w => $"pos_{w}_orders",
        w => $"orders{Glued(w).ToUpperInvariant()}", w => $"orders{Camel(w)}", w => $"{Camel(w)}Orders", w =>
            $"Pos{Camel(w)}Stack-Orders", w => $"{Glued(w).ToUpperInvariant()}Orders",
        w => $"ORDERS-{w.ToUpperInvariant()}", w => $"{Glued(w)}1-orders", w => $"orders-{w}02", w => $"orders {w}", w =>
            $"orders-{Plural(w)}", w => $"Orders{Camel(w)}2Queue",
    ];

    /// <summary>Nothing in these says an environment that must not be in production: words that hold one, things AWS makes, clients whose
    /// ID holds one.</summary>
    public static readonly string[] NearMisses =
    [
        // Words that hold a word.
        "equality-report", "latest-prices", "contest-entries", "attest-log", "stagecoach-orders", "labor-hours", "devices",
            "device-registry", "product-images", "production-line",
        "label-printer", "labels", "collaborators", "testimonials", "protest", "greatest-hits", "fastest-route", "detest", "attestation",
            "demographics", "democracy", "demote-job",
        "developer-portal", "deviation-report", "devotion", "predevelopment", "site-map", "sitemap", "position", "transit-times",
            "deposit-slips", "visitors", "website", "perfect-match",
        "performance-dashboard", "performer", "epoch", "pocket-guide", "tapestry", "straining", "elaboration", "slab-orders",
            "qatar-stores", "aquatic-center",
        "quality-board", "integration-events", "int-counter", "load-balancer-logs", "local-cache", "trial-balance", "temporary-files",
            "experiments", "quantity", "uatx", "sandy-boxes",
        "restaurants", "latestOrders", "LatestPrices", "ContestEntries", "EqualityReport", "DeviceShadow", "LaborHours", "SitePlanner",
            "PerformanceReport", "ProductionLine",
        "DevOpsGuru-events", "devops-tools", "dev-ops-board", "DevOps", "dev-tools", "DevKit-images", "livestream", "LiveStreamEvents",
            "prod-orders", "orders-production", "OrdersProd", "pre-prod-orders",
        "PreProdOrders", "preprod", "staging-orders", "stage", "StageOrders", "orders_stg", "pre-production", "ordersPreProduction",
            "live-orders",
        // Glued together they are one word.
        "xmsqa", "ordersqa", "kiteqa-orders", "posdemo", "posdev", "nwqa", "xmsqa1-orders",
        // Clients of the test whose ID holds a word, taken apart.
        "XmsQa1Orders", "xms-qa1-orders", "XMS_QA1", "kite-qa-orders", "KiteQa-Orders",
        // What AWS names.
        "/aws/lambda/price-sync", "/aws/rds/instance/db-pos-01/error", "/aws/sagemaker/TrainingJobs",
            "/aws/containerinsights/pos/performance", "/aws/codebuild/release",
        "AWSServiceRoleForDevOpsGuru", "AWSServiceRoleForSupport", "AWSServiceRoleForRDS",
            "AWSReservedSSO_PowerUserAccess_0a1b2c3d4e5f6071", "aws-controltower-BaselineCloudTrail",
        "cdk-hnb659fds-assets-111122223333-us-east-1", "StackSet-AWSControlTowerBP-BASELINE-CONFIG",
            "elasticbeanstalk-us-east-1-111122223333", "aws-cloudtrail-logs-111122223333-ab12cd34",
        "cf-templates-1x2qa3y4z5w6-us-east-1", "amplify-pos-d3k2qa9x7", "orders-OrdersTable-1A2QA3B4C5D6", "sg-0d3v1qa2b3c4d5e6f",
            "POS01 /dev/sda1", "POS01 /dev/xvdb", "vol-0a1b2c3d",
        "AmazonEKS_EBS_CSI_DriverRole", "eks-cluster-sg-pos-1234567", "codepipeline-us-east-1-912345678901",
            "do-not-delete-gatedgarden-audit-111122223333", "launch-wizard-3", "default",
    ];

    /// <summary>Values of an environment tag that say no environment which must not be in production.</summary>
    public static readonly string[] QuietValues =
    [
        "production", "Prod", "PROD", "prd", "live", "Staging", "stage", "stg", "preprod", "Pre-Prod", "PRE_PRODUCTION", "Pre Production",
            "PreProd", "pre", "production-eu", "prod1", "Production (EU)",
        "blue", "green", "default", "shared", "all", "n/a", "none", "-", "", " ", "v2", "latest", "contest", "equality", "stagecoach",
            "labor", "devices", "product", "production-line", "xmsqa", "xmsqa1", "xms-qa1",
        "kite-qa", "DevOps", "1", "main", "master", "global", "eu-west-1", "retail", "pos", "corp", "store1",
    ];

    private static string Glued(string word) => word.Replace("-", "", StringComparison.Ordinal);

    private static string Plural(string word) => Glued(word) + (word[^1] == 'x' ? "es" : "s");

    private static string Camel(string word) =>
        string.Concat(word.Split('-').Select(p => char.ToUpper(p[0], CultureInfo.InvariantCulture) + p[1..]));
}

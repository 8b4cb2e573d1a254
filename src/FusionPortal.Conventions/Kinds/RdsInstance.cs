using System.Text.Json;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Kinds;

/// <summary>RDS's database instances of its own engines.</summary>
public sealed class RdsInstance : ResourceKind
{
    public const string Kind = "rds-instance";

    public override string Id => Kind;

    public override string Label => "RDS instance";

    /// <summary>The fact that says whether a standby in another zone takes over.</summary>
    internal const string MultiAz = "multiAz";

    internal const string MovedReason =
        "It is Multi-AZ: AWS lets its standby in another zone take over, so that it is in another zone may be nobody’s mistake.";

    internal const string MovedAnswer = "Failing it over to the zone that is meant, or capturing the zone it is to stay in.";

    internal static ArnShape Shape { get; } = new("rds", "db:", "db:db-pos-01", "db-pos-01");

    public override ArnShape Arn => Shape;

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of(
        "CreateDBInstance", "CreateDBInstanceReadReplica",
        "RestoreDBInstanceFromDBSnapshot", "RestoreDBInstanceFromS3", "RestoreDBInstanceToPointInTime");

    public override KindScope Scope => KindScope.Regional;

    public override IReadOnlyList<ShownFact> Shows { get; } =
    [
        ShownFact.Of("availability-zone", "availability zone", "availabilityZone") with
        {
            Moved = r => IsMultiAz(r) ? (MovedReason, MovedAnswer) : null,
        },
        ShownFact.Of("vpc", "VPC", "vpcId"),
        // Engine and version in one, as one says "SQL Server 2019 Web": sqlserver-web 15.00.4073.23.v1.
        new("engine", "engine", r => ShownFact.Text(r, "engine") is { } engine && ShownFact.Text(r, "engineVersion") is { } version
            ? $"{engine} {version}" : null) { ByBeginning = true },
    ];

    public override IReadOnlyList<ShownFact> Sizes { get; } =
    [
        ShownFact.Of("class", "instance class", "class"),
        ShownFact.Of("engine", "engine", "engine"),
        new("standby", "standby in another zone", r => Flag(r, MultiAz) switch { true => "yes", false => "none", null => null }),
    ];

    public override string SizeUnseen =>
        "The scanner reads no CloudWatch metrics and looks into no database: load, storage used, connections and the size of each "
            + "database are not known here.";

    private static bool? Flag(Observation resource, string fact) =>
        resource.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(fact, out var flag)
            && flag.ValueKind is (JsonValueKind.True or JsonValueKind.False) ? flag.GetBoolean() : null;

    private static bool IsMultiAz(Observation resource) => Flag(resource, MultiAz) == true;

    public override string? NameProblem(string name)
    {
        if (NameLimits.Length(name, "RDS", 1, 63) is { } length) return length;
        if (NameLimits.Only(name, "RDS", AsciiSet.Parse("a-zA-Z0-9-"), "letters, digits and hyphens") is { } characters) return characters;
        if (!char.IsAsciiLetter(name[0])) return "RDS wants an instance name to begin with a letter.";
        return name[^1] == '-' || name.Contains("--", StringComparison.Ordinal)
            ? "RDS allows no hyphen at the end of an instance name and no two in a row."
            : null;
    }
}

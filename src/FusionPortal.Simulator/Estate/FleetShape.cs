namespace FusionPortal.Simulator.Estate;

/// <summary>What a <see cref="Fleet"/> is made of.</summary>
public sealed record FleetShape
{
    /// <summary>In the order they stand, each a contiguous range of nearly the same length; a kind may stand twice to weigh
    /// double.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Client organizations: org0000, org0001 ...; 1 to 10,000.</summary>
    public int Organizations { get; init; } = 4_000;

    /// <summary>Every n-th resource never had a tag; 0 for none.</summary>
    public int NeverTaggedEvery { get; init; }

    /// <summary>About one in n resources is planted with a wrong organization tag; 0 for none.</summary>
    public int ViolatingEvery { get; init; }

    /// <summary>About one in n resources lost its tags; 0 for none.</summary>
    public int BaredEvery { get; init; }

    /// <summary>
    /// Buckets are called as the convention has it, fusion-rms-{orgid}: so there is at most one per organization in the whole
    /// fleet. What else an organization has is in the account and region of its bucket.
    /// </summary>
    public bool ConventionalBuckets { get; init; }

    /// <summary>A bit of every kind, names that fit no convention, no never-tagged resources: for the tagging API alone.</summary>
    public static FleetShape Mixed { get; } = new()
    {
        Kinds = [
            ArnKind.Bucket, ArnKind.Bucket, ArnKind.Database, ArnKind.Instance, ArnKind.SecurityGroup, ArnKind.Queue, ArnKind.Topic,
            ArnKind.Table, ArnKind.LogGroup, ArnKind.Function],
        BaredEvery = 50,
    };

    /// <summary>
    /// Mostly right, as a company's accounts are: queues, topics, tables, log groups and volumes with the organization's tag as it should
    /// be, one bucket per organization, one resource in ten never tagged, about two in a hundred tagged wrongly. All organizations are
    /// production clients.
    /// </summary>
    /// <param name="organizations">1 to 10,000.</param>
    public static FleetShape Fair(int organizations) => new()
    {
        Kinds = [ArnKind.Bucket, ArnKind.Queue, ArnKind.Topic, ArnKind.Table, ArnKind.LogGroup, ArnKind.Volume],
        Organizations = organizations,
        NeverTaggedEvery = 10,
        ViolatingEvery = 50,
        ConventionalBuckets = true,
    };

    /// <summary>Spread evenly over S3, SNS, DynamoDB, SQS, log groups and EBS volumes, one in ten never tagged.</summary>
    public static FleetShape SixServices { get; } = new()
    {
        Kinds = [ArnKind.Bucket, ArnKind.Topic, ArnKind.Table, ArnKind.Queue, ArnKind.LogGroup, ArnKind.Volume],
        Organizations = 40,
        NeverTaggedEvery = 10,
    };
}

using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>ListBuckets for the whole account in any region, and what a bucket's own region tells of it. Path style.</summary>
internal sealed class S3Service(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    public Dialect Dialect { get; } = new("s3", WireProtocol.RestXml)
    {
        Namespace = "http://s3.amazonaws.com/doc/2006-03-01/",
        Invalid = "InvalidArgument",
        Throttled = ("SlowDown", 503),
        Denied = ("AccessDenied", 403),
        Failed = "InternalError",
    };

    public string PathPrefix => "/";

    public string OperationOf(HttpRequest request) => !HttpMethods.IsGet(request.Method)
        ? ISimulatedService.Unknown(request)
        : (request.Path.Value ?? "/").Trim('/') switch
        {
            "" => "ListBuckets",
            var key when key.Contains('/', StringComparison.Ordinal) => "GetObject",
            _ when request.Query.ContainsKey("publicAccessBlock") => "GetPublicAccessBlock",
            _ when request.Query.ContainsKey("policy") => "GetBucketPolicy",
            _ when request.Query["list-type"] == "2" => "ListObjectsV2",
            _ => "GET " + request.QueryString.Value,
        };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListBuckets"] = Operation.Of("s3:ListAllMyBuckets", ListBuckets, "continuation-token"),
        ["GetPublicAccessBlock"] = Operation.Of("s3:GetBucketPublicAccessBlock", (call, _) => PublicAccess(call)),
        ["GetBucketPolicy"] = Operation.Of("s3:GetBucketPolicy", (call, _) => Policy(call)),
        ["ListObjectsV2"] = Operation.Of("s3:ListBucket", ListObjects, "continuation-token"),
    };

    private WireAnswer ListBuckets(WireCall call, PageFaults faults)
    {
        var account = call.Principal!.AccountId;
        var (prefix, region) = (call.Text("prefix") ?? "", call.Text("bucket-region"));
        var buckets = region is null ? estate.OfAccount(account, ArnKind.Bucket) : estate.Placed(account, region, ArnKind.Bucket);
        // Only a prefix makes it necessary to look at every bucket.
        if (prefix.Length > 0) buckets = [.. buckets.Where(b => b.Resource.Name.StartsWith(prefix, StringComparison.Ordinal))];
        var page =
            paging.Cut(call, buckets, faults, "continuation-token", call.Size("max-buckets", 1, 10_000, 10_000), prefix, region ?? "");
        return WireAnswer.Xml("ListAllMyBucketsResult", call.Dialect.Namespace, w =>
        {
            w.Element("Owner", o => o.WriteElementString("ID", account.PadLeft(64, '0')));
            w.List("Buckets", "Bucket", page.Entries, (e, bucket) =>
            {
                e.WriteElementString("Name", bucket.Resource.Name);
                e.Moment("CreationDate", Made.At);
                e.WriteElementString("BucketRegion", bucket.Region);
                e.WriteElementString("BucketArn", bucket.Resource.Arn);
            });
            w.Text("ContinuationToken", page.Next);
            if (prefix.Length > 0) w.WriteElementString("Prefix", prefix);
        });
    }

    private WireAnswer PublicAccess(WireCall call)
    {
        var block = Facts(call).PublicAccessBlock
            ?? throw new AwsError("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404);
        return WireAnswer.Xml("PublicAccessBlockConfiguration", call.Dialect.Namespace, w =>
        {
            w.Flag("BlockPublicAcls", block.BlockPublicAcls);
            w.Flag("IgnorePublicAcls", block.IgnorePublicAcls);
            w.Flag("BlockPublicPolicy", block.BlockPublicPolicy);
            w.Flag("RestrictPublicBuckets", block.RestrictPublicBuckets);
        });
    }

    private WireAnswer Policy(WireCall call) => new(200, "application/json", System.Text.Encoding.UTF8.GetBytes(
        Facts(call).Policy ?? throw new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404)));

    private WireAnswer ListObjects(WireCall call, PageFaults faults)
    {
        var (prefix, most) = (call.Text("prefix") ?? "", call.Size("max-keys", 0, 1000, 1000));
        IReadOnlyList<string> keys = [.. Facts(call).Objects.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))];
        var page = paging.Cut(call, keys, faults, "continuation-token", most, Bucket(call), prefix);
        return WireAnswer.Xml("ListBucketResult", call.Dialect.Namespace, w =>
        {
            w.WriteElementString("Name", Bucket(call));
            w.WriteElementString("Prefix", prefix);
            w.Number("KeyCount", page.Entries.Count);
            w.Number("MaxKeys", most);
            w.Flag("IsTruncated", page.Next is not null);
            w.Text("NextContinuationToken", page.Next);
            foreach (var key in page.Entries)
                w.Element("Contents", c =>
                {
                    c.WriteElementString("Key", key);
                    c.Moment("LastModified", Made.At);
                    c.WriteElementString("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
                    c.Number("Size", 0);
                    c.WriteElementString("StorageClass", "STANDARD");
                });
        });
    }

    private BucketFacts Facts(WireCall call)
    {
        var placed = estate.Find("arn:aws:s3:::" + Bucket(call))
            ?? throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
        // A bucket's policy could let other accounts in; none of these does.
        if (placed.AccountId != call.Principal!.AccountId) throw new AwsError("AccessDenied", "Access Denied", 403);
        if (placed.Region != call.Region)
            throw new AwsError(
                "PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint.", 301)
            {
                BucketRegion = placed.Region
            };
        return placed.Resource.Facts as BucketFacts ?? new BucketFacts();
    }

    private static string Bucket(WireCall call) => call.Http.Path.Value!.Trim('/');
}

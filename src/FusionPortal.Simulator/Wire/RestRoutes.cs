namespace FusionPortal.Simulator.Wire;

/// <summary>Which service and operation a REST request is for. At one address, the service it is signed for settles whose path it is.</summary>
internal static class RestRoutes
{
    public static (string Service, string Operation) Find(HttpRequest request)
    {
        var signedFor = SignedWith.Parse(request.Headers.Authorization.ToString())?.Service;
        var path = request.Path.Value ?? "/";
        var gets = HttpMethods.IsGet(request.Method);
        if (signedFor == "mq" || (signedFor is null && path.StartsWith("/v1/", StringComparison.Ordinal)))
            return ("mq", gets && path is "/v1/brokers" ? "ListBrokers" : $"{request.Method} {path}");
        if (signedFor == "lambda" || (signedFor is null && path.StartsWith("/2015-03-31/", StringComparison.Ordinal)))
            return ("lambda", gets && path is "/2015-03-31/functions" or "/2015-03-31/functions/" ? "ListFunctions" : $"{request.Method} {path}");
        return ("s3", gets ? Bucket(request, path) : $"{request.Method} {path}");
    }

    private static string Bucket(HttpRequest request, string path) => path.Trim('/') switch
    {
        "" => "ListBuckets",
        var key when key.Contains('/', StringComparison.Ordinal) => "GetObject",
        _ when request.Query.ContainsKey("publicAccessBlock") => "GetPublicAccessBlock",
        _ when request.Query.ContainsKey("policy") => "GetBucketPolicy",
        _ when request.Query["list-type"] == "2" => "ListObjectsV2",
        _ => "GET " + request.QueryString.Value,
    };
}

using FusionPortal.Aws.Wire;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>Lambda: functions. AWS gives at most 50 an answer, however many are asked for.</summary>
internal sealed class LambdaLister : IServiceLister
{
    private static readonly WireService Service = new("Lambda", "lambda", "2015-03-31");

    public ServiceReach Reach { get; } = new("lambda", "Lambda", IsGlobal: false, new HashSet<string> { LambdaFunction.Kind });

    public IReadOnlyList<string> Actions { get; } = ["lambda:ListFunctions"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("lambda:ListFunctions", async (token, ct) =>
        {
            var answer = await listing.WireAsync(Service, "lambda:ListFunctions",
                c => c.GetAsync("ListFunctions", "/2015-03-31/functions", [("MaxItems", "50"), ("Marker", token)], ct), ct);
            // The answer also holds the functions' environment, where secrets live: of that nothing is kept.
            return new([.. answer.Items("Functions").Select(f => listing.WithoutTags(f.Text("FunctionArn") ?? "", new
            {
                runtime = f.Text("Runtime"),
                lastModified = f.Text("LastModified"),
            }))], answer.Text("NextMarker"));
        }, cancellationToken);
}

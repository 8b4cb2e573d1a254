using FusionPortal.Aws.Wire;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>SNS: topics, 100 a page, which AWS alone decides. The call tells nothing but ARNs.</summary>
internal sealed class SnsLister : IServiceLister
{
    private static readonly WireService Service = new("SNS", "sns", "2010-03-31");

    public ServiceReach Reach { get; } = new("sns", "SNS", IsGlobal: false, new HashSet<string> { SnsTopic.Kind });

    public IReadOnlyList<string> Actions { get; } = ["sns:ListTopics"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("sns:ListTopics", async (token, ct) =>
        {
            var answer =
                await listing.WireAsync(Service, "sns:ListTopics", c => c.QueryAsync("ListTopics", [("NextToken", token)], ct), ct);
            return new([.. answer.Items("Topics").Select(t => listing.WithoutTags(t.Text("TopicArn") ?? ""))], answer.Text("NextToken"));
        }, cancellationToken);
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using FusionPortal.Aws.Calls;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>DynamoDB: tables, 100 a page. The call tells nothing but names.</summary>
internal sealed class DynamoDbLister : IServiceLister
{
    public ServiceReach Reach { get; } = new("dynamodb", "DynamoDB", IsGlobal: false, new HashSet<string> { DynamoDbTable.Kind });

    public IReadOnlyList<string> Actions { get; } = ["dynamodb:ListTables"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("dynamodb:ListTables", async (token, ct) =>
        {
            var answer = await listing.Calls.CallAsync("dynamodb:ListTables",
                credentials =>
                    new Client(
                    credentials, listing.Calls.Clients.Configure(new AmazonDynamoDBConfig(), listing.Region), listing.Calls.Meter),
                c => c.ListTablesAsync(new ListTablesRequest { Limit = 100, ExclusiveStartTableName = token }, ct), ct);
            return new(
                [.. (answer.TableNames ?? []).Select(name => listing.WithoutTags(listing.Arn("dynamodb", $"table/{name}")))],
                answer.LastEvaluatedTableName);
        }, cancellationToken);

    private sealed class Client(AWSCredentials credentials, AmazonDynamoDBConfig config, ICallMeter meter)
        : AmazonDynamoDBClient(credentials, config)
    {
        private readonly ICallMeter _meter = meter;

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            MeteredPipeline.Apply(pipeline, Config, _meter);
        }
    }
}

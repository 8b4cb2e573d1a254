using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionPortal.Aws.Tests.Contract;

/// <summary>
/// Fills moto by plain requests. Moto takes the account from the access key and the service from the credential scope and checks no
/// signature, so none is computed here; the scanner itself signs as it always does.
/// </summary>
internal sealed partial class MotoStandIn : IStandIn
{
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _keys = [];

    private MotoStandIn(Uri endpoint)
    {
        _http = new HttpClient { BaseAddress = endpoint };
        Settings = new Dictionary<string, string?>
        {
            ["Aws:EndpointUrl"] = endpoint.ToString(),
            ["Aws:Regions:0"] = "us-east-1",
            ["Aws:Regions:1"] = "eu-west-1",
            ["Aws:MemberRoleName"] = "FusionPortalScanner",
            ["Aws:ExternalId"] = "fusionportal-moto",
        };
        _keys[ManagementAccount] = KeyId;
    }

    public IReadOnlyDictionary<string, string?> Settings { get; }

    public string KeyId => "MOTOMANAGEMENTKEY000";

    public string Secret => "moto-checks-no-secret";

    /// <summary>Moto's own for keys it has not made.</summary>
    public string ManagementAccount => "123456789012";

    public static async Task<MotoStandIn> StartAsync(Uri endpoint, CancellationToken ct)
    {
        var standIn = new MotoStandIn(endpoint);
        using (var reset = await standIn._http.PostAsync("/moto-api/reset", null, ct)) reset.EnsureSuccessStatusCode();
        await standIn.JsonAsync(
            standIn.KeyId, "us-east-1", "organizations", "AWSOrganizationsV20161128.CreateOrganization", new { FeatureSet = "ALL" }, ct);
        return standIn;
    }

    public async Task<string> AddAccountAsync(string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var answer = await JsonAsync(KeyId, "us-east-1", "organizations", "AWSOrganizationsV20161128.CreateAccount",
            new { AccountName = name, Email = $"{name.Replace(' ', '-')}@example.com", Tags = tags.Select(t => new { t.Key, t.Value }) },
                cancellationToken);
        return answer.GetProperty("CreateAccountStatus").GetProperty("AccountId").GetString()!;
    }

    public async Task AddQueueAsync(
        string accountId, string region, string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) =>
        await JsonAsync(
            await KeyOfAsync(accountId, cancellationToken), region, "sqs", "AmazonSQS.CreateQueue", new { QueueName = name, tags },
            cancellationToken);

    public async Task AddVpcAsync(string accountId, string region, string name, CancellationToken cancellationToken) =>
        await QueryAsync(await KeyOfAsync(accountId, cancellationToken), region, "ec2",
            "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0/16&TagSpecification.1.ResourceType=vpc&"
                + "TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value="
            + Uri.EscapeDataString(name), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A key inside the account, by assuming a role there.</summary>
    private async Task<string> KeyOfAsync(string accountId, CancellationToken ct)
    {
        if (_keys.TryGetValue(accountId, out var known)) return known;
        var xml = await QueryAsync(KeyId, "us-east-1", "sts",
            $"Action=AssumeRole&Version=2011-06-15&RoleSessionName=seeding&RoleArn=arn:aws:iam::{accountId}:role/Seeding", ct);
        return _keys[accountId] = AccessKeyId().Match(xml).Groups[1].Value;
    }

    internal async Task<JsonElement> JsonAsync(string key, string region, string service, string target, object body, CancellationToken ct)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        var answer = await SendAsync(key, region, service, content, target, ct);
        return answer.Length == 0 ? default : JsonDocument.Parse(answer).RootElement;
    }

    internal async Task<string> QueryAsync(string key, string region, string service, string form, CancellationToken ct)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await SendAsync(key, region, service, content, null, ct);
    }

    internal async Task<string> RestAsync(HttpMethod method, string path, string service, string body, CancellationToken ct)
    {
        using var content = new StringContent(body, Encoding.UTF8, service == "s3" ? "application/xml" : "application/json");
        return await SendAsync(KeyId, "us-east-1", service, content, null, ct, method, path);
    }

    private async Task<string> SendAsync(
        string key, string region, string service, HttpContent content, string? target, CancellationToken ct, HttpMethod? method = null,
            string path = "/")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization",
            $"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=none");
        if (target is not null) request.Headers.Add("X-Amz-Target", target);
        using var response = await _http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    [GeneratedRegex("<AccessKeyId>([^<]+)</AccessKeyId>")]
    private static partial Regex AccessKeyId();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>A request signed by hand, so that a test can get one thing wrong.</summary>
public sealed class SignedRequest
{
    public required Uri Endpoint { get; init; }

    public string KeyId { get; init; } = "SIMULATORPORTALKEY00";

    public string Secret { get; init; } = "simulator-only-portal-secret";

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "tagging";

    public string Target { get; init; } = "ResourceGroupsTaggingAPI_20170126.GetResources";

    public string Body { get; init; } = "{}";

    /// <summary>Sent instead of <see cref="Body"/>, which is what was signed.</summary>
    public string? BodySent { get; init; }

    public DateTimeOffset At { get; init; } = DateTimeOffset.UtcNow;

    public string SignedHeaders { get; init; } = "host;x-amz-date;x-amz-target";

    public string? SessionToken { get; init; }

    public async Task<(int Status, string Body)> SendAsync(CancellationToken cancellationToken)
    {
        var amzDate = At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{amzDate[..8]}/{Region}/{Service}/aws4_request";
        var headers = SignedHeaders.Split(';').Select(h => h + ":" + h switch
        {
            "host" => Endpoint.Authority,
            "x-amz-date" => amzDate,
            "x-amz-target" => Target,
            "x-amz-security-token" => SessionToken,
            _ => throw new ArgumentException(h),
        } + "\n");
        var canonical = $"POST\n/\n\n{string.Concat(headers)}\n{SignedHeaders}\n{Hash(Body)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature =
            Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{amzDate}\n{scope}\n{Hash(canonical)}")));

        using var http = new HttpClient();
        using var request =
            new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(BodySent ?? Body)) };
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={KeyId}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}");
        request.Headers.Add("X-Amz-Date", amzDate);
        request.Headers.Add("X-Amz-Target", Target);
        if (SessionToken is not null) request.Headers.Add("X-Amz-Security-Token", SessionToken);
        using var response = await http.SendAsync(request, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

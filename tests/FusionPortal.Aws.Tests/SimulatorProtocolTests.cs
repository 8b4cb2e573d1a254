using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests;

/// <summary>The simulator believes nothing that AWS would not, and keeps AWS's limits.</summary>
public sealed class SimulatorProtocolTests : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SimulatorServer? _server;

    private SimulatorServer Server => _server!;

    private Uri Endpoint => Server.Endpoint;

    public async ValueTask InitializeAsync() =>
        _server =
            await SimulatorServer.StartAsync(
            new SimulatorOptions { Estate = new Fleet(300, 1, ["us-east-1"], 1), PaginationTokenLife = TimeSpan.FromHours(1) }, Ct);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Signed_Rightly_IsAnswered()
    {
        var (status, body) = await new SignedRequest { Endpoint = Endpoint, Body = """{"ResourcesPerPage":3}""" }.SendAsync(Ct);

        Assert.Equal(200, status);
        Assert.Equal(3, JsonDocument.Parse(body).RootElement.GetProperty("ResourceTagMappingList").GetArrayLength());
    }

    [Fact]
    public async Task Unsigned_IsRefused()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = JsonContent.Create(new { }) };
        request.Headers.Add("X-Amz-Target", "ResourceGroupsTaggingAPI_20170126.GetResources");
        using var response = await http.SendAsync(request, Ct);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("MissingAuthenticationTokenException", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Wrongs => new()
    {
        { "body", "InvalidSignatureException" },
        { "secret", "InvalidSignatureException" },
        { "service", "Credential should be scoped to correct service: 'tagging'" },
        { "header", "The header x-amz-target must be signed" },
        { "past", "Signature expired" },
        { "future", "Signature not yet current" },
        { "key", "UnrecognizedClientException" },
        { "operation", "UnknownOperationException" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task OneThingWrong_IsRefused(string wrong, string answer)
    {
        var request = wrong switch
        {
            "body" => new SignedRequest { Endpoint = Endpoint, BodySent = """{"ResourcesPerPage":9}""" },
            "secret" => new SignedRequest { Endpoint = Endpoint, Secret = "guessed" },
            "service" => new SignedRequest { Endpoint = Endpoint, Service = "s3" },
            "header" => new SignedRequest { Endpoint = Endpoint, SignedHeaders = "host;x-amz-date" },
            "past" => new SignedRequest { Endpoint = Endpoint, At = DateTimeOffset.UtcNow.AddMinutes(-6) },
            "future" => new SignedRequest { Endpoint = Endpoint, At = DateTimeOffset.UtcNow.AddMinutes(6) },
            "key" => new SignedRequest { Endpoint = Endpoint, KeyId = "NOBODY" },
            _ => new SignedRequest { Endpoint = Endpoint, Target = "ResourceGroupsTaggingAPI_20170126.TagResources" },
        };

        var (status, body) = await request.SendAsync(Ct);

        Assert.Equal(400, status);
        Assert.Contains(answer, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ResourcesPerPage":0}""", "InvalidParameterException")]
    [InlineData("""{"ResourcesPerPage":101}""", "InvalidParameterException")]
    [InlineData("""{"TagsPerPage":99}""", "InvalidParameterException")]
    [InlineData("""{"PaginationToken":"made up"}""", "InvalidParameterException")]
    [InlineData("""{"ResourceARNList":["arn:aws:s3:::x"],"ResourcesPerPage":10}""", "InvalidParameterException")]
    [InlineData("""{"ResourcesPerPage":"ten"}""", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("{", "SerializationException")]
    public async Task Request_OutsideTheLimits_IsRefused(string request, string code)
    {
        var (status, body) = await new SignedRequest { Endpoint = Endpoint, Body = request }.SendAsync(Ct);

        Assert.Equal(400, status);
        Assert.Equal(code, JsonDocument.Parse(body).RootElement.GetProperty("__type").GetString());
    }

    [Fact]
    public async Task Token_OfAnotherQuery_IsRefused()
    {
        var (_, first) = await new SignedRequest { Endpoint = Endpoint, Body = """{"ResourcesPerPage":100}""" }.SendAsync(Ct);
        var token = JsonDocument.Parse(first).RootElement.GetProperty("PaginationToken").GetString();

        var (_, same) = await new SignedRequest { Endpoint = Endpoint, Body = $$"""{"PaginationToken":"{{token}}"}""" }.SendAsync(Ct);
        var (_, filtered) =
            await new SignedRequest { Endpoint = Endpoint, Body = $$"""{"PaginationToken":"{{token}}","ResourceTypeFilters":["sqs"]}""" }
            .SendAsync(Ct);
        var (_, elsewhere) =
            await new SignedRequest { Endpoint = Endpoint, Body = $$"""{"PaginationToken":"{{token}}"}""", Region = "eu-west-1" }
            .SendAsync(Ct);

        Assert.Contains("ResourceTagMappingList", same, StringComparison.Ordinal);
        Assert.Contains("InvalidParameterException", filtered, StringComparison.Ordinal);
        Assert.Contains("InvalidParameterException", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_TooOld_IsExpired()
    {
        var (_, first) = await new SignedRequest { Endpoint = Endpoint }.SendAsync(Ct);
        var token = JsonDocument.Parse(first).RootElement.GetProperty("PaginationToken").GetString();
        Server.Faults.ClockOffset = TimeSpan.FromHours(2);

        var (_, late) =
            await new SignedRequest
            {
                Endpoint = Endpoint,
                Body = $$"""{"PaginationToken":"{{token}}"}""",
                At = DateTimeOffset.UtcNow.AddHours(2)
            }.SendAsync(Ct);

        Assert.Contains("PaginationTokenExpiredException", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_SetsFaults_AndTellsWhatWasAsked()
    {
        using var http = new HttpClient { BaseAddress = Endpoint };
        using var set =
            await http.PostAsJsonAsync("/_simulator/faults", new { kind = "Throttle", api = "tagging:GetResources", times = 1 }, Ct);
        using var wrong = await http.PostAsJsonAsync("/_simulator/faults", new { kind = "Throttle", every = 0 }, Ct);
        var (_, throttled) = await new SignedRequest { Endpoint = Endpoint }.SendAsync(Ct);
        var (_, answered) = await new SignedRequest { Endpoint = Endpoint }.SendAsync(Ct);
        var log = await http.GetFromJsonAsync<JsonElement>("/_simulator/requests", Ct);

        Assert.Equal((204, 400), ((int)set.StatusCode, (int)wrong.StatusCode));
        Assert.Contains("ThrottledException", throttled, StringComparison.Ordinal);
        Assert.Contains("ResourceTagMappingList", answered, StringComparison.Ordinal);
        Assert.Equal(2, log.GetProperty("counts").GetProperty("tagging:GetResources").GetInt32());
        Assert.Equal("ThrottledException", log.GetProperty("latest")[0].GetProperty("errorCode").GetString());
        Assert.DoesNotContain(Server.Options.PortalKey.Id, log.GetRawText(), StringComparison.Ordinal);
    }
}

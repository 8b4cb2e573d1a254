using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using FusionPortal.Aws.Calls;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Wire;

/// <summary>
/// A client of one service over the SDK's own pipeline (signing, credentials, endpoints, clock skew) that needs no model classes:
/// parameters go in, elements come out. Errors are <see cref="AmazonServiceException"/> with code and status.
/// </summary>
internal sealed class WireClient(AWSCredentials credentials, WireConfig config, WireService service, ICallMeter meter)
    : AmazonServiceClient(credentials, config)
{
    // A field with an initializer, because the base constructor already builds the pipeline.
    private readonly ICallMeter _meter = meter;

    /// <summary>The Query protocol: a form is posted, XML comes back.</summary>
    /// <returns>The element named <c>{operation}Result</c>.</returns>
    public async Task<XElement> QueryAsync(
        string operation, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(WireRequest.Form(operation, service.ApiVersion, parameters), isXml: true, cancellationToken);
        return answer.Xml?.Element(operation + "Result")
            ?? throw new System.Xml.XmlException($"The answer to {operation} holds no result.");
    }

    /// <summary>The JSON 1.1 protocol: an object is posted, an object comes back.</summary>
    public async Task<JsonElement> JsonAsync(string operation, JsonObject body, CancellationToken cancellationToken) =>
        (await SendAsync(new WireRequest(operation)
        {
            ContentType = "application/x-amz-json-1.1",
            Target = $"{service.TargetPrefix}.{operation}",
            Body = JsonSerializer.SerializeToUtf8Bytes(body),
        }, isXml: false, cancellationToken)).Json;

    /// <summary>The REST-JSON protocol, reading: a path with parameters is got, an object comes back. Parameters without a value are left
    /// out.</summary>
    public async Task<JsonElement> GetAsync(
        string operation, string path, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancellationToken) =>
        (await SendAsync(Got(operation, path, parameters), isXml: false, cancellationToken)).Json;

    /// <summary>The REST-XML protocol, reading: a path with parameters is got, the root of an XML answer comes back. Parameters without a
    /// value are left out.</summary>
    public async Task<XElement> XmlGetAsync(
        string operation, string path, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(Got(operation, path, parameters), isXml: true, cancellationToken);
        return answer.Xml is { } root && root.Name.LocalName == operation + "Response"
            ? root
            : throw new System.Xml.XmlException($"The answer to {operation} holds no result.");
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new PrefixEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Choice());
        MeteredPipeline.Apply(pipeline, Config, _meter);
    }

    private static WireRequest Got(string operation, string path, IEnumerable<(string Name, string? Value)> parameters) => new(operation)
    {
        Method = "GET",
        Path = path,
        Query = [.. parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value!))],
    };

    private Task<WireAnswer> SendAsync(WireRequest request, bool isXml, CancellationToken cancellationToken) =>
        InvokeAsync<WireAnswer>(request, new InvokeOptions
        {
            RequestMarshaller = new WireMarshaller(service.Id),
            ResponseUnmarshaller = new WireReader(isXml),
        }, cancellationToken);
}

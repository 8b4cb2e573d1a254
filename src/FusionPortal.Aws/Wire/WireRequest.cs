using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace FusionPortal.Aws.Wire;

/// <summary>One request without a model class: what goes on the wire is said by the caller.</summary>
/// <param name="operation">For example <c>ListBrokers</c>; also what the meter counts it as.</param>
internal sealed class WireRequest(string operation) : AmazonWebServiceRequest
{
    public string Operation { get; } = operation;

    public string Method { get; init; } = "POST";

    public string Path { get; init; } = "/";

    public string? ContentType { get; init; }

    public string? Target { get; init; }

    public byte[]? Body { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>A form as the Query protocol wants it; parameters without a value are left out.</summary>
    public static WireRequest Form(string operation, string version, IEnumerable<(string Name, string? Value)> parameters)
    {
        var form = new StringBuilder().Append("Action=").Append(operation).Append("&Version=").Append(version);
        foreach (var (name, value) in parameters)
            if (value is not null) form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return new(operation)
        {
            ContentType = "application/x-www-form-urlencoded; charset=utf-8",
            Body = Encoding.UTF8.GetBytes(form.ToString())
        };
    }
}

/// <summary>Puts a <see cref="WireRequest"/> on the wire as it is.</summary>
internal sealed class WireMarshaller(string service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var wire = (WireRequest)input;
        var request = new DefaultRequest(input, service) { HttpMethod = wire.Method, ResourcePath = wire.Path, Content = wire.Body };
        if (wire.ContentType is { } type) request.Headers["Content-Type"] = type;
        if (wire.Target is { } target) request.Headers["X-Amz-Target"] = target;
        foreach (var (name, value) in wire.Query) request.Parameters.Add(name, value);
        request.UseQueryString = wire.Query.Count > 0;
        return request;
    }
}

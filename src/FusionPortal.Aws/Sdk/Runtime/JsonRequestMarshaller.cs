using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace FusionPortal.Aws.Sdk.Runtime;

/// <summary>Writes a request the way the JSON 1.1 protocol wants it: one POST to the root, the operation named in a header.</summary>
/// <param name="service">The service's name inside the SDK's own records.</param>
/// <param name="targetPrefix">For example <c>ResourceGroupsTaggingAPI_20170126</c>.</param>
/// <param name="operation">For example <c>GetResources</c>.</param>
internal sealed class JsonRequestMarshaller(string service, string targetPrefix, string operation)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(input, input.GetType(), JsonWire.Options),
        };
        request.Headers["X-Amz-Target"] = $"{targetPrefix}.{operation}";
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }
}

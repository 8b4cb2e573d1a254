using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace FusionPortal.Aws.Sdk.Runtime;

/// <summary>Turns an error of the service into the exception type its package gives it.</summary>
internal delegate AmazonServiceException ServiceError(ErrorResponse error);

/// <summary>Reads an answer of the JSON 1.1 protocol, or its error.</summary>
internal sealed class JsonResponseReader<TResponse>(ServiceError errors) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        JsonSerializer.Deserialize<TResponse>(input.Stream, JsonWire.Options)
        ?? throw new JsonException($"The answer to {typeof(TResponse).Name} was the JSON value null.");

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return errors(error);
    }
}

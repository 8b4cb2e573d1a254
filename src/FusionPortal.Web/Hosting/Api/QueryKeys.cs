using FusionPortal.Core.Filters;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>Which keys of the query an endpoint reads by their descriptions.</summary>
internal sealed record QueryKeys(IReadOnlyList<FilterKey> Keys);

/// <summary>Describes them, so that each is described once.</summary>
internal sealed class QueryDescription : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        foreach (var key in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryKeys>().SelectMany(taken => taken.Keys))
            operation.Parameters.Add(Parameter(key.Name, Text(key), key.Type));
        return Task.CompletedTask;
    }

    public static OpenApiParameter Parameter(string name, string description, FilterType type)
    {
        var one = new OpenApiSchema { Type = type.Subject == FilterSubject.Flag ? JsonSchemaType.Boolean : JsonSchemaType.String };
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = type.Repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one,
        };
    }

    public static string Text(FilterKey key)
    {
        var words = key.Type.Subject == FilterSubject.Words ? $" One of {string.Join(", ", key.Type.Words)}." : "";
        return $"{key.Description}{words}{(key.IsRequired ? " Needed." : "")}";
    }
}

using System.Text.Json.Nodes;
using FusionPortal.Checklists.Fields;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FusionPortal.Web.Api;

/// <summary>Describes a field's type by the names it may have.</summary>
internal sealed class FieldTypeSchema : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type != typeof(FieldType)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. FieldTypes.All.Select(type => (JsonNode)type.Name)];
        return Task.CompletedTask;
    }
}

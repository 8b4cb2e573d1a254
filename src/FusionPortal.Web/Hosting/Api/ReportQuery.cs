using FusionPortal.Core;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Reports;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>Marks the endpoint that takes the parameters of every report.</summary>
internal sealed class ReportQuery;

/// <summary>Describes the endpoint of reports by the reports there are: which ones, and what each can be asked.</summary>
internal sealed class ReportDescription(ReportCatalog reports) : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<ReportQuery>().Any()) return Task.CompletedTask;
        operation.Description = string.Join('\n', reports.All.Select(r => $"- `{r.Name}`: {r.Summary}{Who(r)}"));
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            var words = parameter.Name == "name" ? reports.All.Select(r => r.Name) : ReportFormats.All.Select(f => f.Extension);
            parameter.Schema =
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(w => (System.Text.Json.Nodes.JsonNode)w)] };
        }

        foreach (var taken in reports.All.SelectMany(r => r.Parameters, (report, key) => (report, key)).GroupBy(t => t.key.Name))
            operation.Parameters.Add(Parameter(taken.Key, [.. taken]));
        return Task.CompletedTask;
    }

    private static string Who(Report report) =>
        report.MayProduce.Count == Enum.GetValues<Role>().Length ? "" : $" For {string.Join(", ", report.MayProduce)}.";

    private OpenApiParameter Parameter(string name, List<(Report Report, FilterKey Key)> taken)
    {
        var about = taken.GroupBy(t => QueryDescription.Text(t.Key)).Select(same =>
            same.Count() == reports.All.Count ? same.Key : $"{string.Join(", ", same.Select(t => t.Report.Name))}: {same.Key}");
        var type = (taken.Find(t => t.Key.Type.Repeats) is { Key: { } key } ? key : taken[0].Key).Type;
        return QueryDescription.Parameter(name, string.Join('\n', about), type);
    }
}

using System.Net;
using System.Text.Json;
using Xunit;

namespace FusionPortal.Integration.Hosting;

/// <summary>Problem details as a program reads them.</summary>
public sealed record Problem(int Status, string Code, string Detail, string Reference, string? Field = null, JsonElement? Details = null)
{
    /// <summary>Reads the answer and insists on its status and type; the answer's text is in the failure.</summary>
    public static async Task<Problem> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var token = TestContext.Current.CancellationToken;
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(token);
            Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web)!;
            Assert.NotEmpty(problem.Reference);
            return problem;
        }
    }
}

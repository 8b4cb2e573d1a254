using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace FusionPortal.Integration.Reports;

[Collection(nameof(FilledPortal))]
public sealed class TrendApiTests(FilledPortal filled)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("30d")]
    [InlineData("90d")]
    [InlineData("1y")]
    public async Task Trend_EndsWithWhatIsOpenNow(string span)
    {
        using var auditor = await filled.Host.ApiAsync("demo-auditor", Token);
        var open = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/findings?status=open&status=acknowledged&take=500", Token);

        var answer = await auditor.GetFromJsonAsync<JsonElement>($"/api/v1/trend?span={span}", Token);

        var last = answer.GetProperty("trend").GetProperty("points").EnumerateArray().Last();
        Assert.NotEqual(0, last.GetProperty("open").GetInt64());
        Assert.Equal(open.GetProperty("rows").GetArrayLength(), last.GetProperty("open").GetInt64());
        Assert.NotEqual(0, last.GetProperty("targets").GetInt32());
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Search;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit.Scanning;
using FusionPortal.Web.Components.Layout;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Api;

/// <summary>Search as a program sees it, with the index that the real scheduler keeps.</summary>
public sealed class SearchApiTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasScannedAndRecorded_IsFoundByTheJobsIndex_AndLeadsToPagesThatAreThere()
    {
        var estate = new TestEstate();
        estate.Bucket("fusion-rms-searched", null);
        await using (var core = new TestPortal(portal.Postgres))
        {
            var run = await new RunWorker(core).StartInstallAsync("searched", TestActors.Ana, Token);
            await new RunWorker(core).StartSharedAsync("vpc", "VPC that is searched", TestActors.Ana, Token);
            Assert.NotNull(run);
        }

        await portal.StartAsync(
            services => new TestReaders(estate).Register(
                services.AddSingleton<IAccountDirectory>(estate).AddSingleton<ITargetReader>(estate)
                .AddSingleton<IRegionDirectory>(estate)),
            ("Jobs:Enabled", "true"), ("Scans:Enabled", "false"), ("Aws:Regions:0", TestEstate.Region));
        using var http = await portal.ApiAsync("demo-lead", Token);
        (await http.PostAsync("/api/v1/scans", null, Token)).EnsureSuccessStatusCode();
        JsonElement answer;
        do
        {
            answer = await http.GetFromJsonAsync<JsonElement>("/api/v1/search?q=searched&take=3", Token);
        }
        while (!Kinds(answer).Contains("finding") || !Kinds(answer).Contains("recorded-value"));

        Assert.NotEqual(JsonValueKind.Null, answer.GetProperty("indexedAt").ValueKind);
        Assert.True(answer.GetProperty("whole").GetBoolean());
        Assert.Superset(
            new HashSet<string> { "resource", "finding", "client", "run", "step", "recorded-value", "shared-resource" }, Kinds(answer));
        var hits = answer.GetProperty("groups").EnumerateArray().SelectMany(g => g.GetProperty("hits").EnumerateArray()).ToList();
        Assert.All(
            answer.GetProperty("groups").EnumerateArray(), group => Assert.InRange(group.GetProperty("hits").GetArrayLength(), 1, 3));
        foreach (var text in new[] { "POS Production", "bucket" })
        {
            var more = await http.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={text}", Token);
            hits.AddRange(more.GetProperty("groups").EnumerateArray().SelectMany(g => g.GetProperty("hits").EnumerateArray()));
        }

        var addresses = hits.Select(h => new Uri(new Uri("http://portal"), h.GetProperty("address").GetString()!).AbsolutePath);
        Assert.All(addresses.Distinct(), path => Assert.Contains(PortalPages.All, page => Takes(page.Route, path)));
        Assert.Equal(
            portal.Services.GetRequiredService<SearchCatalog>().All.Count,
            Kinds(answer).Union(["account", "convention"]).Count());
    }

    [Fact]
    public async Task Question_ThatCannotBe_IsRefusedAtItsField()
    {
        using var http = await portal.ApiAsync("demo-auditor", Token);

        Assert.Equal("q", (await RefusedAsync($"/api/v1/search?q={new string('k', 301)}")).Field);
        Assert.Equal("kind", (await RefusedAsync("/api/v1/search?q=kite&kind=nothing")).Field);
        Assert.Equal("unstorable-text", (await RefusedAsync("/api/v1/search?q=kite%00")).Code);
        var empty = await http.GetFromJsonAsync<JsonElement>("/api/v1/search", Token);
        Assert.Equal(0, empty.GetProperty("groups").GetArrayLength());

        async Task<Problem> RefusedAsync(string address) =>
            await Problem.ReadAsync(await http.GetAsync(address, Token), HttpStatusCode.BadRequest);
    }

    private static HashSet<string> Kinds(JsonElement answer) =>
        [.. answer.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("kind").GetString()!)];

    private static bool Takes(string route, string path) =>
        new TemplateMatcher(TemplateParser.Parse(route), new RouteValueDictionary()).TryMatch(new PathString(path), []);
}

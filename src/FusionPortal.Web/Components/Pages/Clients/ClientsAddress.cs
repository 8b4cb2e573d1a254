using System.Globalization;
using FusionPortal.Conventions;
using FusionPortal.Core.Scorecards;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>The address of the list of clients: what is searched for, the order, and the place in it.</summary>
/// <param name="Page">1 for the first page; only says which rows these are, the cursor finds them.</param>
public sealed record ClientsAddress(ClientFilter Filter, ClientSort Sort = ClientSort.Health, string? Cursor = null, int Page = 1)
{
    public const string Path = "/clients";
    public const int PageSize = 50;

    public static ClientsAddress Parse(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string? One(string key) => query.GetValueOrDefault(key).ToString() is { Length: > 0 } text ? text : null;
        return new(
            new ClientFilter(One("q"), Enum.TryParse<EnvironmentKind>(One("environment"), true, out var kind) ? kind : null),
            Enum.TryParse<ClientSort>(One("sort"), true, out var sort) && Enum.IsDefined(sort) ? sort : ClientSort.Health, One("cursor"),
            int.TryParse(One("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 1 ? page : 1);
    }

    public string Href() => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["q"] = Filter.Text,
        ["environment"] = Filter.Environment?.ToString().ToLowerInvariant(),
        ["sort"] = Sort == ClientSort.Health ? null : Sort.ToString().ToLowerInvariant(),
        ["cursor"] = Cursor,
        ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

    /// <summary>Another filter or order starts at the first page.</summary>
    public ClientsAddress With(ClientFilter filter) => new(filter, Sort);

    public ClientsAddress By(ClientSort sort) => new(Filter, sort);

    public ClientsAddress Next(string cursor) => this with { Cursor = cursor, Page = Page + 1 };

    /// <summary>For example "1 to 50 of 171".</summary>
    public string Range(ClientList page)
    {
        var first = (Page - 1) * PageSize + 1;
        return $"{first} to {first + page.Rows.Count - 1} of {Math.Max(page.Total, first + page.Rows.Count - 1)}";
    }
}

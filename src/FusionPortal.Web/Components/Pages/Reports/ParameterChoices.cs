using FusionPortal.Checklists.Checks;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>What a report can be asked about, by name, and what a value that is asked for already is called.</summary>
public sealed class ParameterChoices(AccountQueries accounts, OrganizationQueries clients, BookQueries books, RunQueries runs)
{
    private const int Shown = 20;

    private readonly Dictionary<(FilterSubject, string), NamedChoice> _named = [];

    /// <summary>Whether values of the subject are chosen by name.</summary>
    public static bool Knows(FilterSubject subject) => subject is FilterSubject.Account or FilterSubject.Organization
        or FilterSubject.Convention or FilterSubject.Kind or FilterSubject.Region or FilterSubject.Run;

    /// <summary>What is called like the text, or has it in its id.</summary>
    /// <param name="key">For which box.</param>
    /// <param name="text">Null for what one thinks of first.</param>
    public async Task<IReadOnlyList<NamedChoice>> SearchAsync(FilterKey key, string? text, CancellationToken cancellationToken)
    {
        var found = key.Type.Subject switch
        {
            FilterSubject.Account => Like(text, (await accounts.ListAsync(cancellationToken)).Select(Of)),
            FilterSubject.Organization => [.. (await clients.ListAsync(text, null, Shown, cancellationToken)).Rows.Select(Of)],
            FilterSubject.Convention => Like(text, (await books.CurrentAsync(cancellationToken)).Conventions.Select(Of)),
            FilterSubject.Kind => Like(text, ResourceKinds.All.Select(k => new NamedChoice(k.Id, k.Title, k.Id))),
            FilterSubject.Region => Like(text, AwsPlaces.Regions.Order(StringComparer.Ordinal).Select(r => new NamedChoice(r, r))),
            FilterSubject.Run => [.. (await runs.ListAsync(new RunFilter(Text: text), null, Shown, cancellationToken)).Rows
                .Select(r => Of(r.Head))],
            _ => [],
        };
        foreach (var choice in found) _named[(key.Type.Subject, choice.Value)] = choice;
        return text is null && key.ChipWords.TryGetValue("", out var none) ? [new NamedChoice("", none), .. found] : found;
    }

    /// <summary>Learns what is asked for already, so that <see cref="Name"/> can say what it is called.</summary>
    public async Task LearnAsync(FilterKey key, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        foreach (var value in values.Where(v => v.Length > 0 && !_named.ContainsKey((key.Type.Subject, v))))
        {
            var choice = key.Type.Subject switch
            {
                FilterSubject.Account =>
                    (await accounts.ListAsync(cancellationToken)).Where(a => a.Id == value).Select(Of).FirstOrDefault(),
                FilterSubject.Organization => await clients.FindAsync(value, cancellationToken) is { } client ? Of(client) : null,
                FilterSubject.Convention => (await books.CurrentAsync(cancellationToken)).Convention(value) is { } rule ? Of(rule) : null,
                FilterSubject.Kind => new NamedChoice(value, ResourceKinds.Of(value).Title, value),
                FilterSubject.Run when Guid.TryParse(value, out var id) =>
                    await runs.FindAsync(id, "", cancellationToken) is { } run ? Of(run.Head) : null,
                _ => null,
            };
            if (choice is not null) _named[(key.Type.Subject, value)] = choice;
        }
    }

    /// <summary>What a value is called; itself where nobody knows it.</summary>
    public NamedChoice Name(FilterKey key, string value) =>
        _named.GetValueOrDefault((key.Type.Subject, value)) ?? new NamedChoice(value, key.ChipWords.GetValueOrDefault(value, value));

    private static IReadOnlyList<NamedChoice> Like(string? text, IEnumerable<NamedChoice> all) =>
        [.. all.Where(c => string.IsNullOrWhiteSpace(text) || Has(c.Title, text) || Has(c.Value, text))];

    private static bool Has(string where, string text) => where.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase);

    private static NamedChoice Of(AccountSummary account) => new(account.Id, account.Name, account.Id);

    private static NamedChoice Of(OrganizationDetail client) => new(client.OrgId, client.Title, client.OrgId);

    private static NamedChoice Of(Convention convention) => new(convention.Id, convention.Title, convention.Id);

    private static NamedChoice Of(RunHead run) => new(run.Id.ToString(), run.ResourceName ?? run.Title, run.OrgId);
}

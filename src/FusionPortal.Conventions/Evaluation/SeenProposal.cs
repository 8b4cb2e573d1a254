using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>What could be recorded of an organization that was seen. A person decides; nothing of it is a record.</summary>
/// <param name="OrgId">The ID to be recorded: the one seen, in lower case.</param>
/// <param name="Environment">What the accounts, and where those leave it open the environment tags and the ID, come to; null where they do
/// not tell.</param>
/// <param name="From">In a sentence, where the environment comes from, or why there is none.</param>
/// <param name="Doubts">What speaks against recording it unseen: evidence that disagrees, a likely typing error, a single tag.</param>
/// <param name="Problem">Why it cannot be recorded under this ID at all; null where it can.</param>
public sealed record SeenProposal(string OrgId, EnvironmentKind? Environment, string From, IReadOnlyList<string> Doubts, string? Problem)
{
    /// <summary>Whether nothing speaks against it, so that it may be selected beforehand.</summary>
    public bool IsClear => Problem is null && Environment is not null && Doubts.Count == 0;
}

/// <summary>Works out proposals against one book and the records there are. Immutable and thread-safe.</summary>
public sealed class SeenProposals(ConventionBook book, PortalRecords records)
{
    private readonly NearestOrganization _nearest = new(records);
    private readonly EnvironmentWordFinder _words = new(book, records);

    public SeenProposal Of(SeenOrganization seen)
    {
        var doubts = new List<string>();
        foreach (var dispute in seen.Disputes)
            doubts.Add(
                $"The evidence disagrees: {Resources(dispute.Count)} also {(dispute.Count == 1 ? "names" : "name")} "
                    + $"{dispute.OrgId}. {dispute.Told}.");
        if (_nearest.To(seen.Key) is { } near) doubts.Add($"It may be a typing error for {near}, which is recorded.");
        if (!seen.ToldBy.Any(t => t.IsName))
            doubts.Add($"No name shows it, only {Phrases.List([.. seen.ToldBy.Select(t => "the " + t.What)])}.");
        var (environment, from) = Environment(seen, doubts);
        return new(seen.Key, environment, from, doubts, Problem(seen.Key));
    }

    private string? Problem(string orgId)
    {
        var problems = OrganizationId.Validate(orgId);
        if (problems.Count > 0) return $"It is no valid organization ID: {string.Join(' ', problems)}";
        var impossible = book.NamesFor(orgId).FirstOrDefault(name => name.Name is null || name.Problem is not null);
        return impossible is null ? null : $"{impossible.Label}: {impossible.Problem}";
    }

    private (EnvironmentKind?, string) Environment(SeenOrganization seen, List<string> doubts)
    {
        var roles = seen.Accounts.Select(a => a.Role).Distinct().ToList();
        var names = Phrases.List([.. seen.Accounts.Select(a => a.Name)]);
        if (roles.Contains(AccountRole.Undeclared)) return (null, $"Nobody has declared what {Undeclared(seen)} is for.");
        if (roles.Count > 1)
        {
            doubts.Add($"It has resources in both kinds of account: {names}.");
            return (null, "Accounts of both kinds show it.");
        }

        var hosted = roles[0] == AccountRole.Production;
        // What tags say outranks what the ID's last letters look like.
        var said = seen.Environments.Select(e => e.Environment).ToList();
        var byId = ByEnd(seen.Key);
        var fitting = said.Where(e => book.Settings.BelongsInProduction(e) == hosted).ToList();
        foreach (var other in said.Except(fitting))
            doubts.Add($"Its environment tags say {Phrases.Word(other)}, which does not belong into {names}.");
        if (fitting.Count == 1 && said.Count == 1) return (fitting[0], $"Its environment tags say so, and {names} may host it.");
        if (byId is { } end && book.Settings.BelongsInProduction(end) != hosted)
            doubts.Add($"Its ID ends like {Phrases.Word(end)}, which does not belong into {names}.");
        else if (byId is { } fits && said.Count == 0)
            return (fits, $"Its ID ends like it, and {names} may host it.");
        if (hosted) return (EnvironmentKind.Production, $"{names} is declared a production account.");
        return (null,
            $"{names} {(seen.Accounts.Count == 1 ? "is declared a non-production account" : "are declared non-production accounts")}; "
                + "which environment it is, nothing tells.");
    }

    // IDs have no separators, so a word can only be told at the end: acmeqa, acmestg2.
    private EnvironmentKind? ByEnd(string orgId)
    {
        var text = orgId.TrimEnd("0123456789".ToCharArray());
        for (var at = 2; at <= text.Length - 2; at++)
        {
            var words = _words.InName(text.AsSpan(at));
            var word = words.Foreign.IsFound ? words.Foreign : words.Hosted;
            if (word.IsFound && word.Length == text.Length - at) return word.Means;
        }

        return null;
    }

    private static string Undeclared(SeenOrganization seen) =>
        Phrases.List([.. seen.Accounts.Where(a => a.Role == AccountRole.Undeclared).Select(a => a.Name)]);

    private static string Resources(long count) => count == 1 ? "1 resource" : $"{count} resources";
}

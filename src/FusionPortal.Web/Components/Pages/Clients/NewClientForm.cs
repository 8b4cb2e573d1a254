using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Secrets;
using FusionPortal.Core.Organizations;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>What has been typed for a new client, and what can be said of it before anybody presses the button.</summary>
/// <param name="book">The book in force: it says which names follow.</param>
internal sealed class NewClientForm(ConventionBook book)
{
    private string _title = "";

    public string Title
    {
        get => _title;
        set
        {
            _title = value;
            // The ID follows the title until somebody types one.
            if (!IsIdTyped) OrgId = OrganizationId.Suggest(value) ?? "";
        }
    }

    public string OrgId { get; private set; } = "";

    public bool IsIdTyped { get; private set; }

    public EnvironmentKind Environment { get; set; } = EnvironmentKind.Production;

    /// <summary>Who has the ID already; whoever looks it up sets it.</summary>
    public OrganizationDetail? TakenBy { get; set; }

    public void TypeId(string text)
    {
        OrgId = text;
        IsIdTyped = text.Length > 0;
        TakenBy = null;
    }

    public bool IsIdValid => OrganizationId.IsValid(OrgId);

    /// <summary>What is wrong with the title as far as typed; null when nothing is.</summary>
    public string? TitleProblem =>
        SecretGuard.Inspect(Title)?.Message
        ?? (Title.Length > Organization.TitleLimit
            ? $"Use at most {Organization.TitleLimit} characters ({Title.Length - Organization.TitleLimit} too many)." : null);

    /// <summary>What is wrong with the ID as far as typed; null when nothing is, and before anything is typed.</summary>
    public string? IdProblem =>
        OrgId.Length == 0 ? null
        : SecretGuard.Inspect(OrgId) is { } secret ? secret.Message
        : TakenBy is { } owner && string.Equals(owner.OrgId, OrgId, StringComparison.OrdinalIgnoreCase)
            ? $"{owner.OrgId} is taken by {owner.Title}, recorded by {owner.CreatedBy}."
        : !IsIdValid ? string.Join(' ', OrganizationId.Validate(OrgId))
        : Names.FirstOrDefault(n => n.Problem is not null) is { } impossible ? $"{impossible.Label}: {impossible.Problem}"
        : null;

    /// <summary>The names that will follow, with what AWS would object to.</summary>
    public IReadOnlyList<ComputedName> Names => book.NamesFor(OrgId);
}

using System.Globalization;
using System.Text.RegularExpressions;
using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;

namespace FusionPortal.Web.Components.Pages.Clients;

/// <summary>One organization on offer, with what the person has made of it.</summary>
public sealed partial class SeenClientRow
{
    public SeenClientRow(OfferedOrganization offer)
    {
        Offer = offer;
        Title = offer.Proposal.OrgId;
        Environment = offer.Proposal.Environment;
        Selected = offer.Proposal.IsClear;
    }

    public OfferedOrganization Offer { get; private set; }

    public string OrgId => Offer.Proposal.OrgId;

    public bool CanBeRecorded => Offer.Proposal.Problem is null;

    public string Title { get; set; }

    public EnvironmentKind? Environment { get; set; }

    public bool Selected { get; set; }

    /// <summary>Somebody ticked or chose otherwise than proposed.</summary>
    public bool IsChosen => Environment != Offer.Proposal.Environment || Selected != Offer.Proposal.IsClear;

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    public CreateOrganizationRequest Request => new(OrgId, Title, Environment ?? (EnvironmentKind)(-1));

    /// <summary>The same row with what AWS shows now.</summary>
    public SeenClientRow With(OfferedOrganization offer)
    {
        // A person's choice stays; what nobody has touched follows what is seen.
        if (Environment == Offer.Proposal.Environment && Selected == Offer.Proposal.IsClear)
            (Environment, Selected) = (offer.Proposal.Environment, offer.Proposal.IsClear);
        Offer = offer;
        Selected &= CanBeRecorded;
        return this;
    }

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    public string IdOf(string field) => $"seen-{field}-{OrgId}";

    /// <summary>What the browser keeps the title by.</summary>
    public string DraftName => $"title {OrgId}";

    /// <summary>Puts what was refused to the fields it belongs to.</summary>
    /// <param name="rows">Those that were sent, in their order.</param>
    public static void Tell(IReadOnlyList<SeenClientRow> rows, RefusedException refused)
    {
        if (refused.Details is IEnumerable<ClientProblem> problems)
        {
            foreach (var problem in problems) rows[problem.Index].Errors.TryAdd(problem.Field, problem.Message);
            return;
        }

        if (refused.Field is not null && FieldOfOne().Match(refused.Field) is { Success: true } field)
            rows[int.Parse(field.Groups[1].ValueSpan, CultureInfo.InvariantCulture)].Errors.TryAdd(field.Groups[2].Value, refused.Message);
    }

    [GeneratedRegex(@"^clients\[(\d{1,4})\]\.(\w+)$")]
    private static partial Regex FieldOfOne();
}

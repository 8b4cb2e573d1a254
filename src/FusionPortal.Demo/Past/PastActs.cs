using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Reports.Presets;
using FusionPortal.Core.Templates;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Seeding;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Demo.Past;

/// <summary>What people did, by the portal's own use cases as themselves, at the moment it then was.</summary>
internal sealed class PastActs(IServiceProvider portal, PastClock clock, CancellationToken cancellationToken)
{
    private readonly DemoEstate _estate = DemoEstate.Create();

    /// <summary>The first morning, before any scan: the team's own book, the templates, and the clients it knows.</summary>
    public async Task BeginAsync()
    {
        var tom = await TomAsync();
        foreach (var installer in (Actor[])[DemoWorks.Ana, DemoWorks.Marek]) await RememberAsync(Persona.Of(installer.SubjectId));
        var own = ConventionBook.Shipped.Last(text => text.Number < ConventionBook.Default.Version);
        await portal.GetRequiredService<PublishBook>().ExecuteAsync(
            new PublishBookRequest(own.Text, "What the team has held itself to so far: names, tags and environments.", Instead: null), tom,
            cancellationToken);
        await portal.GetRequiredService<ImportTemplates>().ExecuteAsync(Actor.System, cancellationToken);
        await DemoSeed.OrganizationsAsync(
            portal,
            _estate.Clients.Where(client => !PastStory.RecordedLate.Contains(client.OrgId)).Select(client =>
                PastStory.RecordedWrongly.TryGetValue(client.OrgId, out var wrong) ? client with { Environment = $"{wrong}" } : client),
            cancellationToken);
    }

    public Task RecordAsync(string orgId) =>
        DemoSeed.OrganizationsAsync(portal, _estate.Clients.Where(client => client.OrgId == orgId), cancellationToken);

    /// <summary>To what the client is.</summary>
    public async Task CorrectAsync(string orgId, string reason)
    {
        var recorded = await portal.GetRequiredService<OrganizationQueries>().FindAsync(orgId, cancellationToken)
            ?? throw new DemoException($"The past corrects {orgId}, which nobody has recorded.");
        var right = Enum.Parse<EnvironmentKind>(_estate.Clients.First(client => client.OrgId == orgId).Environment);
        await portal.GetRequiredService<CorrectOrganization>().ExecuteAsync(
            new CorrectOrganizationRequest(orgId, recorded.Title, right, reason, recorded.Revision), await PriyaAsync(), cancellationToken);
    }

    public async Task AcceptBookAsync(string reason)
    {
        var offer = await portal.GetRequiredService<BookQueries>().OfferAsync(cancellationToken)
            ?? throw new DemoException("The past accepts the shipped convention book, and none is offered.");
        await portal.GetRequiredService<AcceptShippedBook>().ExecuteAsync(
            new AcceptShippedBookRequest(offer.Number, reason, offer.InForce), await TomAsync(), cancellationToken);
    }

    /// <summary>Works one of the demo's checklists in the hours it takes.</summary>
    /// <param name="day">The first of its days begins it; each must be done after the one before.</param>
    public async Task WorkAsync(string about, int day = 1)
    {
        var work = ActivatorUtilities.CreateInstance<RunWork>(portal);
        // As long as it takes: three to twelve minutes, the same each time.
        work.Before = command => clock.MoveToAsync(PastClock.Now.AddMinutes(3 + (command.Sum(c => c) % 10)), cancellationToken);
        var works = new DemoWorks(_estate, DateOnly.FromDateTime(PastClock.Now.UtcDateTime).AddDays(-4));
        await works.All.Single(each => each.About == about).Days[day - 1](work, cancellationToken);
    }

    /// <param name="subject">What the finding's subject ends with.</param>
    /// <exception cref="DemoException">There is no such open finding: the story does not hold.</exception>
    public async Task AcknowledgeAsync(string by, string convention, string subject, string note)
    {
        var open = new FindingFilter(ConventionIds: [convention], Statuses: [FindingStatus.Open, FindingStatus.Reopened]);
        var page = await portal.GetRequiredService<FindingQueries>().ListAsync(
            open, FindingSort.Oldest, cursor: null, FindingQueries.MaxPage, cancellationToken);
        var found = page.Rows.FirstOrDefault(row => row.Subject.Contains(subject, StringComparison.Ordinal))
            ?? throw new DemoException($"The past acknowledges {convention} of {subject}, and there is no such open finding on that day.");
        var role = Persona.Of(by).Groups.Contains(Persona.Leads) ? Role.Lead : Role.Installer;
        await portal.GetRequiredService<AcknowledgeFinding>().ExecuteAsync(
            new AcknowledgeFindingRequest(found.Id, note), await SignedInAsync(by, role), cancellationToken);
    }

    public async Task PauseAsync(string accountId, bool paused) => await portal.GetRequiredService<PauseAccount>().ExecuteAsync(
        new PauseAccountRequest(accountId, paused), await TomAsync(), cancellationToken);

    /// <summary>Produces the findings and the coverage as they stood some days before, at noon.</summary>
    public async Task ReportAsync(int daysBefore)
    {
        var asOf = new DateTimeOffset(PastClock.Now.UtcDateTime.Date.AddDays(-daysBefore).AddHours(12), TimeSpan.Zero);
        var produce = portal.GetRequiredService<ProduceReport>();
        foreach (var request in (ReportRequest[])
            [new("findings", new FindingFilter(AsOf: asOf), ReportFormat.Csv), new("coverage", new CoverageFilter(asOf), ReportFormat.Csv)])
            await produce.ExecuteAsync(request, await IngridAsync(), Stream.Null, cancellationToken);
    }

    /// <summary>Keeps a question to a report for everybody.</summary>
    public async Task SharePresetAsync(string name, string report, params IReadOnlyList<PresetParameter> question) =>
        await portal.GetRequiredService<SavePreset>().ExecuteAsync(
            new SavePresetRequest(name, report, question, IsShared: true), await IngridAsync(), cancellationToken);

    public async Task VerifyAsync()
    {
        var verified = await portal.GetRequiredService<VerifyAuditTrail>().ExecuteAsync(
            new VerifyAuditTrailRequest(), await IngridAsync(), cancellationToken);
        if (!verified.Good) throw new DemoException($"The audit trail of the past does not verify: {verified}");
    }

    private Task<Actor> PriyaAsync() => SignedInAsync("priya.shah", Role.Lead);

    private Task<Actor> TomAsync() => SignedInAsync("tom.becker", Role.Administrator);

    private Task<Actor> IngridAsync() => SignedInAsync("ingrid.holm", Role.Auditor);

    private async Task<Actor> SignedInAsync(string subjectId, Role role)
    {
        var person = Persona.Of(subjectId);
        await RememberAsync(person);
        return person.As(role);
    }

    // As every sign-in does. From the first on it is no news.
    private Task RememberAsync(Persona person) => portal.GetRequiredService<RememberPerson>().ExecuteAsync(
        new SignedInPerson(person.SubjectId, person.Name, person.Email), cancellationToken);
}

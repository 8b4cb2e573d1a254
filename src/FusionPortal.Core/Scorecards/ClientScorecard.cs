using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Scorecards;

/// <summary>Everything the portal knows of one client, of one moment.</summary>
/// <param name="BelongsInProduction">Whether the book wants its environment in the Production account.</param>
/// <param name="Places">Accounts that hold resources of it, the most first.</param>
/// <param name="Install">Its install, else the last that was cancelled; null where there never was one.</param>
/// <param name="Held">What its install recorded of resources, beside what AWS shows; contradictions first.</param>
/// <param name="Values">What else its install recorded, in working order; references to credentials are not among them.</param>
/// <param name="Findings">The worst open ones, at most <see cref="ClientScorecardQueries.FindingsShown"/>.</param>
/// <param name="Resources">Those with open findings, worst first, at most <see cref="ClientScorecardQueries.ResourcesShown"/>.</param>
/// <param name="Sisters">Other environments of the same client, as their titles say.</param>
public sealed record ClientScorecard(
    OrganizationDetail Client, bool BelongsInProduction, ClientHealth Health, IReadOnlyList<ClientPlace> Places, ClientInstall? Install,
    IReadOnlyList<StoodOn> StandsOn, IReadOnlyList<HeldValue> Held, IReadOnlyList<RecordedValue> Values, IReadOnlyList<Site> Sites,
    IReadOnlyList<FindingRow> Findings, IReadOnlyList<TroubledResource> Resources, IReadOnlyList<ClientRow> Sisters);

/// <summary>How a client's resources are judged.</summary>
/// <param name="Worst">Of its open findings; null where there are none.</param>
/// <param name="Open">Findings not resolved.</param>
/// <param name="MixUps">Of these, how many are about its place.</param>
public sealed record ClientHealth(Severity? Worst, long Open, long MixUps);

/// <summary>One account with resources of the client.</summary>
/// <param name="Allowed">Whether the book wants the client's environment in an account of that role; true for an undeclared one.</param>
/// <param name="NotReadSince">Since when part of it has not been read; null where all of it is.</param>
public sealed record ClientPlace(
    string AccountId, string Account, AccountRole Role, bool Allowed, long Resources, DateTimeOffset? NotReadSince);

/// <summary>How far the client's install is.</summary>
/// <param name="Next">The next step in words; null where nobody can work one.</param>
/// <param name="HeldUpBy">What is no longer right, or why it was cancelled; null otherwise.</param>
/// <param name="FinishedAt">Only while it is finished.</param>
public sealed record ClientInstall(
    Guid RunId, string Template, int TemplateVersion, RunStanding Standing, RunProgress Progress, string? Next, string? HeldUpBy,
    string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? CancelledAt,
    IReadOnlyList<InstallBlock> Blocks);

/// <summary>What the install waits for.</summary>
/// <param name="WhoCanAct">Empty where nobody has taken it.</param>
/// <param name="Steps">How many of its steps wait.</param>
public sealed record InstallBlock(
    string Title, string HoldingItUp, IReadOnlyList<string> WhoCanAct, DateTimeOffset? Since, string Then, int Steps,
    Guid? SharedResourceId);

/// <summary>A shared resource the client stands on, itself or through another.</summary>
/// <param name="Name">Its title until it has a name.</param>
/// <param name="Through">The shared resource that stands on it; null where the client itself does.</param>
/// <param name="Others">How many other clients stand on it themselves.</param>
/// <param name="Open">Open findings about it.</param>
public sealed record StoodOn(
    Guid Id, string Kind, string Name, string? Through, RunStanding Standing, RunProgress Progress, int Others, long Open);

/// <summary>A value somebody recorded, or that follows from one.</summary>
/// <param name="Step">The step's letter and title.</param>
/// <param name="By">Who entered it; null for one that is computed or comes from a shared resource.</param>
/// <param name="Settled">Whether its step is ticked.</param>
public sealed record RecordedValue(
    string Section, string StepKey, string Step, string Label, string Value, ValueOrigin Origin, string? By, DateTimeOffset? At,
    bool Settled);

/// <summary>A resource of the client with open findings.</summary>
public sealed record TroubledResource(
    string Arn, string Kind, string Name, string AccountId, string Account, string Region, Severity Worst, long Open);

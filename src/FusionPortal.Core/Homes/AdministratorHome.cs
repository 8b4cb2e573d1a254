using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Core.ShippedTexts;

namespace FusionPortal.Core.Homes;

/// <summary>What an administrator comes for.</summary>
/// <param name="Undeclared">Accounts that are read and nobody has declared.</param>
/// <param name="Register">How many organizations are recorded, and how many AWS shows beside them.</param>
/// <param name="BookOffer">The shipped convention book that waits to be taken in; null where none does.</param>
/// <param name="TemplateOffers">The same of checklist templates, with their titles.</param>
/// <param name="Conflicts">Shipped texts that could not be published.</param>
/// <param name="Schedules">By which scans start by themselves.</param>
/// <param name="Scans">The one that runs, the last that ended, and how many targets are covered.</param>
/// <param name="Coverage">Targets that were not read, and accounts out of reach.</param>
/// <param name="Jobs">Work that waits, runs or stands still, by sort.</param>
public sealed record AdministratorHome(
    IReadOnlyList<AccountSummary> Undeclared, RegisterStanding Register, ShippedOffer? BookOffer,
    IReadOnlyList<(string Title, ShippedOffer Offer)> TemplateOffers, IReadOnlyList<ShippedTextConflict> Conflicts,
    IReadOnlyList<ScheduleRow> Schedules, ScanStatus Scans, CoverageSummary Coverage, IReadOnlyList<JobGroup> Jobs);

/// <summary>The scheduler's jobs of one sort.</summary>
/// <param name="Group">As the scheduler calls it.</param>
/// <param name="Waiting">Wait for their time, or for a free worker.</param>
/// <param name="Running">Being done by some process.</param>
/// <param name="Failed">Stand still until somebody looks: the scheduler could not run them.</param>
/// <param name="NextAt">When the next of them is due; null where none waits.</param>
public sealed record JobGroup(string Group, int Waiting, int Running, int Failed, DateTimeOffset? NextAt);

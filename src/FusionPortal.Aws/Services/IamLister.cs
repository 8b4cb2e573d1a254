using System.Xml.Linq;
using Amazon.Runtime;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>
/// IAM: users and roles in bulk, 1,000 a page, with tags, policies and groups; and the credential report, which tells who may sign in,
/// whose keys are active, and when root was last used. Where AWS refuses the report, users and roles are listed all the same: what only it
/// tells is then absent from their facts, which say so in <c>denied</c>, and the coverage ledger says it too.
/// </summary>
internal sealed class IamLister : IServiceLister
{
    private const string Details = "iam:GetAccountAuthorizationDetails";
    private const string Generate = "iam:GenerateCredentialReport";
    private const string Get = "iam:GetCredentialReport";

    // AWS makes a report within seconds; a minute or two is its worst.
    private const int ReportQuestions = 60;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private static readonly WireService Service = new("IAM", "iam", "2010-05-08") { IsGlobal = true };

    public ServiceReach Reach { get; } = new(
        "iam", "IAM", IsGlobal: true, new HashSet<string> { IamUser.Kind, IamRootUser.Kind, IamRole.Kind });

    public IReadOnlyList<string> Actions { get; } = [Details, Generate, Get];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken)
    {
        var report = new CredentialReport();
        return listing.ReadAsync(
        [
            new(Get, async (_, ct) =>
            {
                string? refused = null;
                try
                {
                    report = await ReportAsync(listing, ct);
                }
                catch (TargetFailedException e) when (e.Failure == TargetFailure.Denied)
                {
                    // Where it is the role that is refused, the next call ends the target.
                    (report, refused) = (CredentialReport.Refused, e.Message);
                }

                return new(report.Root is null && !report.IsRefused ? [] : [Root(listing, report)], null) { Refused = refused };
            }),
            new(Details, async (token, ct) =>
            {
                var answer = await listing.WireAsync(Service, Details, c => c.QueryAsync("GetAccountAuthorizationDetails",
                    [("Filter.member.1", "User"), ("Filter.member.2", "Role"), ("MaxItems", "1000"), ("Marker", token)], ct), ct);
                return new(
                    [
                        .. answer.Items("UserDetailList").Select(u => User(listing, u, report)),
                        .. answer.Items("RoleDetailList").Select(r => Role(listing, r)),
                    ],
                    answer.Flag("IsTruncated") == true ? answer.Text("Marker") : null);
            }),
        ], cancellationToken);
    }

    private static async Task<CredentialReport> ReportAsync(Listing listing, CancellationToken cancellationToken)
    {
        for (var question = 0; question < ReportQuestions; question++)
        {
            try
            {
                var answer =
                    await listing.WireAsync(
                    Service, Get, c => c.QueryAsync("GetCredentialReport", [], cancellationToken), cancellationToken);
                return CredentialReport.Parse(answer.Text("Content") ?? "");
            }
            catch (FormatException e)
            {
                throw new TargetFailedException(TargetFailure.Failed, $"{Get}: the report could not be read.", e);
            }
            catch (TargetFailedException e) when (
                e.InnerException is AmazonServiceException { ErrorCode: "ReportNotPresent" or "ReportExpired" })
            {
                await listing.WireAsync(
                    Service, Generate, c => c.QueryAsync("GenerateCredentialReport", [], cancellationToken), cancellationToken);
            }
            catch (TargetFailedException e) when (
                e.InnerException is AmazonServiceException { ErrorCode: "ReportInProgress" or "ReportNotReady" })
            {
                // Being made.
            }

            var pause = listing.Calls.Options.RetryDelay * 4;
            await listing.Calls.PauseAsync(pause < LongestPause ? pause : LongestPause, cancellationToken);
        }

        throw new TargetFailedException(TargetFailure.Failed, $"{Get}: AWS did not finish the credential report.");
    }

    private static Observation Root(Listing listing, CredentialReport report) => listing.Tagged(
        $"arn:{listing.Partition}:iam::{listing.AccountId}:root", [],
        new
        {
            rootUse = Instants.Text(report.Root?.Used),
            accessKeys = report.Root?.ActiveKeys,
            mfa = report.Root?.HasMfa,
            denied = Denied(report)
        });

    private static Observation User(Listing listing, XElement u, CredentialReport report)
    {
        var row = report.Of(u.Text("Arn") ?? "");
        return listing.Tagged(u.Text("Arn") ?? "", Tags(u), new
        {
            path = u.Text("Path"),
            createdAt = Instants.Text(Instants.Parse(u.Text("CreateDate"))),
            consolePassword = row?.HasPassword,
            mfa = row?.HasMfa,
            accessKeys = row?.ActiveKeys,
            accessKeyCreated = Day(row?.OldestKey),
            // To the day: an active key would otherwise rewrite its user's row every few hours.
            accessKeyLastUsed = Day(row?.KeyUsed),
            passwordLastUsed = Day(row?.PasswordUsed),
            inlinePolicies = Names(u.Items("UserPolicyList").Select(p => p.Text("PolicyName"))),
            attachedPolicies = Names(u.Items("AttachedManagedPolicies").Select(p => p.Text("PolicyArn"))),
            groups = Names(u.Items("GroupList").Select(g => g.Value)),
            denied = Denied(report),
        });
    }

    private static Observation Role(Listing listing, XElement r) => listing.Tagged(r.Text("Arn") ?? "", Tags(r), new
    {
        path = r.Text("Path"),
        createdAt = Instants.Text(Instants.Parse(r.Text("CreateDate"))),
        inlinePolicies = Names(r.Items("RolePolicyList").Select(p => p.Text("PolicyName"))),
        attachedPolicies = Names(r.Items("AttachedManagedPolicies").Select(p => p.Text("PolicyArn"))),
    });

    private static string[]? Denied(CredentialReport report) => report.IsRefused ? ["credentialReport"] : null;

    private static IEnumerable<(string?, string?)> Tags(XElement entry) =>
        entry.Items("Tags").Select(t => (t.Text("Key"), t.Text("Value")));

    private static IEnumerable<string> Names(IEnumerable<string?> names) => names.OfType<string>().Order(StringComparer.Ordinal);

    private static string? Day(DateTime? at) => Instants.Text(at)?[..10];
}

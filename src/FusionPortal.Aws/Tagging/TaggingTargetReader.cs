using System.Runtime.CompilerServices;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;
using FusionPortal.Aws.Access;
using FusionPortal.Aws.Calls;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Scans;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Tagging;

/// <summary>
/// Reads every tagged or once tagged resource of one account and region through the Resource Groups Tagging API, 100 a page.
/// Not listed by that API: what was never tagged, and IAM users and roles.
/// </summary>
internal sealed class TaggingTargetReader(AccountSessions sessions, AwsClients clients, RateGate gate, IOptions<AwsOptions> options, TimeProvider time)
    : ITargetReader
{
    public const string Service = ScanTarget.Tagging;
    private const string Api = "tagging:GetResources";
    private const int PageSize = 100;

    // AWS sends an empty page now and then, never a long row of them.
    private const int EmptyPagesAllowed = 100;

    public IReadOnlyList<ServiceReach> Services { get; } = [new(Service, "Tags", IsGlobal: false, new HashSet<string>())];

    public async IAsyncEnumerable<ObservationPage> ReadAsync(
        ScanTarget target, ICallMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reading = new Reading(target, meter, new PatientCalls(options.Value, time, meter));
        while (await NextAsync(reading, cancellationToken) is { } page) yield return page;
    }

    /// <summary>The next page, or null after the last.</summary>
    private async Task<ObservationPage?> NextAsync(Reading reading, CancellationToken cancellationToken)
    {
        while (!reading.Ended)
        {
            var credentials = await sessions.ForAccountAsync(reading.Target.AccountId, reading.Meter, cancellationToken);
            try
            {
                var answer = await AskAsync(reading, credentials, cancellationToken);
                return reading.Accept(answer);
            }
            catch (PaginationTokenExpiredException e)
            {
                // The list may have changed since its first page, so what was given so far is void.
                if (!reading.BeginAgain())
                    throw new TargetFailedException(TargetFailure.Expired, $"{Api}: the pagination token expired again after a fresh start.", e);
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
            {
                if (!reading.MayRenewSession(AwsTroubles.Of(e))) throw Failed(reading.Target, e);
                sessions.Forget(credentials);
            }
        }

        return null;
    }

    private Task<GetResourcesResponse> AskAsync(Reading reading, AWSCredentials credentials, CancellationToken cancellationToken) =>
        reading.Calls.CallAsync(Api, async () =>
        {
            var (account, region) = (reading.Target.AccountId, reading.Target.Region);
            await gate.PassAsync($"{account}/{region}/{Api}", options.Value.GetResourcesPerSecond, cancellationToken);
            return await reading.Client(credentials, () => clients.Tagging(credentials, region, reading.Meter)).GetResourcesAsync(
                new GetResourcesRequest { ResourcesPerPage = PageSize, PaginationToken = reading.Token }, cancellationToken);
        }, cancellationToken);

    private static TargetFailedException Failed(ScanTarget target, Exception e)
    {
        var (failure, reason) = AwsTroubles.Of(e) switch
        {
            AwsTrouble.Denied => (TargetFailure.Denied, "AWS refused"),
            AwsTrouble.SessionExpired => (TargetFailure.Expired, "the session expired again after a new one was assumed"),
            AwsTrouble.UnknownHere => (TargetFailure.NotSupported, $"{target.Region} is not enabled for account {target.AccountId}"),
            _ => (TargetFailure.Failed, "AWS answered with an error"),
        };
        return new TargetFailedException(failure, $"{Api}: {reason}. {AwsTroubles.Describe(e)}", AwsTroubles.Cause(e));
    }

    /// <summary>Where a target's reading stands.</summary>
    private sealed class Reading(ScanTarget target, ICallMeter meter, PatientCalls calls) : IDisposable
    {
        private (AWSCredentials Of, AmazonResourceGroupsTaggingAPIClient Client)? _client;
        private bool _begunAgain;
        private bool _voidsEarlier;
        private bool _renewed;
        private int _emptyInARow;

        public ScanTarget Target { get; } = target;

        public ICallMeter Meter { get; } = meter;

        public PatientCalls Calls { get; } = calls;

        public string? Token { get; private set; }

        public bool Ended { get; private set; }

        /// <summary>One client for as long as the session lasts.</summary>
        public AmazonResourceGroupsTaggingAPIClient Client(AWSCredentials credentials, Func<AmazonResourceGroupsTaggingAPIClient> make)
        {
            if (_client is { } open && ReferenceEquals(open.Of, credentials)) return open.Client;
            Dispose();
            var client = make();
            _client = (credentials, client);
            return client;
        }

        public void Dispose()
        {
            _client?.Client.Dispose();
            _client = null;
        }

        public ObservationPage Accept(GetResourcesResponse answer)
        {
            // Null, empty and absent all mean the end.
            var next = string.IsNullOrEmpty(answer.PaginationToken) ? null : answer.PaginationToken;
            _emptyInARow = answer.ResourceTagMappingList is { Count: > 0 } ? 0 : _emptyInARow + 1;
            if (next is not null && (next == Token || _emptyInARow > EmptyPagesAllowed))
                throw new TargetFailedException(TargetFailure.Failed, $"{Api} goes round in circles: it gives tokens and no resource.");
            (Token, Ended, _renewed) = (next, next is null, false);
            var page = new ObservationPage([.. (answer.ResourceTagMappingList ?? []).Select(Observe)]) { VoidsEarlierPages = _voidsEarlier };
            _voidsEarlier = false;
            return page;
        }

        private Observation Observe(ResourceTagMapping entry)
        {
            var tags = new TagCollection((entry.Tags ?? []).Select(t => KeyValuePair.Create(t.Key ?? "", t.Value ?? "")));
            return Observations.From(entry.ResourceARN ?? "", Target.AccountId, Target.Region, tags);
        }

        /// <summary>Once: a token that expires again would do so for ever.</summary>
        public bool BeginAgain()
        {
            if (_begunAgain) return false;
            (_begunAgain, _voidsEarlier, Token) = (true, true, null);
            return true;
        }

        /// <summary>Once between two pages: an expired session is renewed and the reading goes on where it was.</summary>
        public bool MayRenewSession(AwsTrouble trouble)
        {
            if (_renewed || trouble is not (AwsTrouble.SessionExpired or AwsTrouble.UnknownHere)) return false;
            return _renewed = true;
        }
    }
}

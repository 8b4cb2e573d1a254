using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>One page as a list call gave it.</summary>
/// <param name="Observations">May be empty although more follow.</param>
/// <param name="Next">The token of the next page; null, empty and absent all mean the end.</param>
internal sealed record ListedPage(IReadOnlyList<Observation> Observations, string? Next)
{
    /// <inheritdoc cref="ObservationPage.Refused"/>
    public string? Refused { get; init; }
}

/// <summary>One paginated list call of a service.</summary>
/// <param name="Api">For the budget, the meter and messages, for example <c>ec2:DescribeVpcs</c>.</param>
/// <param name="AskAsync">Gets the page a token stands for; null stands for the first.</param>
internal sealed record ListCall(string Api, Func<string?, CancellationToken, Task<ListedPage>> AskAsync);

/// <summary>The reading of one target: how pages follow each other, whatever the service, and how resources become observations.</summary>
internal sealed class Listing(AccountCalls calls)
{
    // AWS sends an empty page now and then, never a long row of them.
    private readonly int _emptyPagesAllowed = 100;

    private static readonly JsonSerializerOptions Absent = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public AccountCalls Calls { get; } = calls;

    public string AccountId => Calls.AccountId;

    /// <summary>Where calls go; the home region for global services.</summary>
    public string Region => Calls.Region;

    /// <summary>For example aws or aws-cn.</summary>
    public string Partition { get; } = RegionEndpoint.GetBySystemName(calls.Region).PartitionName is { Length: > 0 } partition ? partition
        : "aws";

    /// <summary>
    /// Runs list calls one after the other, each to its last page. A token that AWS no longer accepts begins the whole target again, once,
    /// because what earlier pages told may have changed since; every earlier page is then void.
    /// </summary>
    public async IAsyncEnumerable<ObservationPage> ReadAsync(
        IReadOnlyList<ListCall> listCalls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (begunAgain, voidsEarlier) = (false, false);
        for (var current = 0; current < listCalls.Count; current++)
        {
            var call = listCalls[current];
            var circle = new CircleGuard(call.Api, _emptyPagesAllowed);
            string? token = null;
            do
            {
                ListedPage page;
                try
                {
                    page = await call.AskAsync(token, cancellationToken);
                }
                catch (TargetFailedException e) when (token is not null && AwsTroubles.IsLostToken(e.InnerException))
                {
                    if (begunAgain)
                        throw new TargetFailedException(
                            TargetFailure.Expired, $"{call.Api}: the pagination token expired again after a fresh start.",
                            e.InnerException);
                    (begunAgain, voidsEarlier, current) = (true, true, -1);
                    break;
                }

                token = string.IsNullOrEmpty(page.Next) ? null : page.Next;
                circle.Pass(token, page.Observations.Count);
                yield return new ObservationPage(page.Observations) { VoidsEarlierPages = voidsEarlier, Refused = page.Refused };
                voidsEarlier = false;
            }
            while (token is not null);
        }
    }

    /// <summary>One list call alone.</summary>
    public IAsyncEnumerable<ObservationPage> ReadAsync(
        string api, Func<string?, CancellationToken, Task<ListedPage>> ask, CancellationToken cancellationToken) =>
        ReadAsync([new ListCall(api, ask)], cancellationToken);

    /// <summary>One call to a service without a package.</summary>
    public Task<T> WireAsync<T>(WireService service, string api, Func<WireClient, Task<T>> call, CancellationToken cancellationToken) =>
        Calls.CallAsync(api, credentials => Calls.Clients.Wire(service, credentials, Region, Calls.Meter), call, cancellationToken);

    /// <summary>An ARN in the target's account and region, for services that give names only.</summary>
    public string Arn(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";

    /// <summary>A resource whose list call carries its tags.</summary>
    /// <param name="arn">As AWS gave it, or by <see cref="Arn"/>.</param>
    /// <param name="tags">All of them.</param>
    /// <param name="facts">An object whose members become the facts; null members are left out.</param>
    public Observation Tagged(string arn, IEnumerable<(string? Key, string? Value)> tags, object facts) =>
        Observations.From(arn, AccountId, Region,
            new TagCollection(tags.Select(t => KeyValuePair.Create(t.Key ?? "", t.Value ?? ""))),
                JsonSerializer.SerializeToElement(facts, Absent));

    /// <summary>A resource whose list call carries no tags: they come from the tagging API.</summary>
    /// <param name="arn">As AWS gave it, or by <see cref="Arn"/>.</param>
    /// <param name="facts">As for <see cref="Tagged"/>, or null where the call tells nothing but existence.</param>
    /// <param name="region">Where the resource is, if not in the target's region.</param>
    public Observation WithoutTags(string arn, object? facts = null, string? region = null) =>
        Observations.From(
            arn, AccountId, region ?? Region, TagCollection.Empty, facts is null ? null : JsonSerializer.SerializeToElement(facts, Absent))
            with
        { TagsKnown = false };
}

/// <summary>Notices a list that never ends. Remembers one token however many there are: the token kept is replaced at pages 1, 2, 4, 8 and
/// so on.</summary>
internal sealed class CircleGuard(string api, int emptyPagesAllowed)
{
    private string? _kept;
    private long _pages;
    private long _keepAt = 1;
    private int _emptyInARow;

    /// <exception cref="TargetFailedException">The token has been seen, or too many empty pages followed each other.</exception>
    public void Pass(string? next, int observations)
    {
        _emptyInARow = observations > 0 ? 0 : _emptyInARow + 1;
        if (next is null) return;
        if (next == _kept || _emptyInARow > emptyPagesAllowed)
            throw new TargetFailedException(TargetFailure.Failed, $"{api} goes round in circles: it gives tokens and no resource.");
        if (++_pages < _keepAt) return;
        (_kept, _keepAt) = (next, _keepAt * 2);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>
/// One resource of the fleet while it is being made up. It begins as a right one of its kind: what the lists of AWS tell of it is in
/// <see cref="RightFacts"/>. Each method changes it and gives it back.
/// </summary>
internal sealed class FleetResource
{
    private const string Policy = "policy";

    private const string Bucket = "fusion-rms-";

    private readonly SortedDictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly int _number;
    private readonly JsonObject _otherFacts = [];
    private bool _isRead = true;
    private string? _id;
    private bool _tagsKnown = true;
    private string? _owner;

    public FleetResource(string kind, string? name, string account, int number)
    {
        (Kind, Name, Account, _number) = (kind, name, account, number);
    }

    public string Kind { get; }

    /// <summary>Null for one that AWS knows by an id only.</summary>
    public string? Name { get; private set; }

    public string Account { get; private set; }

    public string Region { get; private set; } = "us-east-1";

    /// <summary>What its findings are about.</summary>
    public string Arn
    {
        get
        {
            var shape = ResourceKinds.Of(Kind).Arn;
            var own = shape.NamesId ? Id : Name!;
            var resource = shape.Example.Replace(shape.ExampleName, own, StringComparison.Ordinal);
            return Kind == S3Bucket.Kind ? $"arn:aws:s3:::{resource}"
                : $"arn:aws:{shape.Service}:{(IsGlobal ? "" : Region)}:{Account}:{resource}";
        }
    }

    /// <summary>Of a bucket: the ARN of the IAM user that its policy should let in.</summary>
    public string ClientsUser
    {
        get
        {
            var org = _owner ?? (Name!.StartsWith(Bucket, StringComparison.Ordinal) ? Name[Bucket.Length..] : null)
                ?? _tags.GetValueOrDefault("OrgId") ?? _tags.GetValueOrDefault("OrgID") ?? "nobody";
            return $"arn:aws:iam::{Account}:user/rms_{org.Trim().ToLowerInvariant()}";
        }
    }

    /// <summary>What AWS calls it, of those whose ARN does not hold the name.</summary>
    public string Id => _id ?? $"{ResourceKinds.Of(Kind).Arn.ExampleName}{_number:x8}";

    private bool IsGlobal => ResourceKinds.Of(Kind).Scope == KindScope.Global;

    public FleetResource Named(string? name)
    {
        Name = name;
        return this;
    }

    public FleetResource In(string account, string region = "us-east-1")
    {
        (Account, Region) = (account, region);
        return this;
    }

    /// <summary>Of a client, whatever name and tags say.</summary>
    public FleetResource Of(string organizationId)
    {
        _owner = organizationId;
        return this;
    }

    /// <summary>AWS calls it so: for what others refer to by its id.</summary>
    public FleetResource WithId(string id)
    {
        _id = id;
        return this;
    }

    public FleetResource Tag(string key, string value)
    {
        _tags[key] = value;
        return this;
    }

    /// <summary>Without any tag.</summary>
    public FleetResource Untagged()
    {
        _tags.Clear();
        return this;
    }

    /// <summary>No source has told its tags, which is not the same as having none.</summary>
    public FleetResource TagsUnread()
    {
        _tagsKnown = false;
        return Untagged();
    }

    /// <summary>One fact instead of the right one; null for one that AWS did not tell.</summary>
    public FleetResource Fact(string name, JsonNode? value)
    {
        _otherFacts[name] = value;
        return this;
    }

    /// <summary>Nobody has read any fact.</summary>
    public FleetResource FactsUnread()
    {
        _isRead = false;
        _otherFacts.Clear();
        return this;
    }

    public Observation Observe()
    {
        var kind = ResourceKinds.Of(Kind);
        var tags = new SortedDictionary<string, string>(_tags, StringComparer.Ordinal);
        var facts = _isRead ? RightFacts.Of(Kind, Account) : null;
        foreach (var (fact, value) in _otherFacts) (facts ??= [])[fact] = value?.DeepClone();
        // A bucket's policy names the bucket and its client's user, whatever they are called in the end.
        if (Kind == S3Bucket.Kind && facts is not null && !facts.ContainsKey(Policy))
            facts[Policy] = RightFacts.Policy(Name!, ClientsUser);
        if (kind.Arn.NamesId && Name is not null)
        {
            // Security groups and key pairs are named by what the list tells, the others of EC2 by their Name tag.
            if (kind.NameFact == "name" && Kind != KeyPair.Kind) tags["Name"] = Name;
            else (facts ??= [])[kind.NameFact] = Name;
        }

        return Observations.From(
            Arn, Account, Region, new TagCollection(tags), facts is null ? null : JsonSerializer.SerializeToElement(facts)) with
        {
            // Some kinds share the shape of their ARNs, and only their list tells them apart.
            Kind = Kind,
            TagsKnown = _tagsKnown,
        };
    }
}

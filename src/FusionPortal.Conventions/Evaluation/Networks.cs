using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// What VPCs and subnets say of an environment, for what lies in them. They are known before anything is judged, so that a resource is
/// judged by its network in whatever order an estate comes. Tens of them, however large the estate.
/// </summary>
internal sealed class Networks
{
    /// <summary>The kinds it wants to know.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Vpc.Kind, Subnet.Kind];

    private const int LongestId = 64;

    private readonly Dictionary<string, NetworkVoice> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkVoice>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public Networks() => _bySpan = _byId.GetAlternateLookup<ReadOnlySpan<char>>();

    // One whose tags nobody has told says nothing yet; its tags may say everything.
    public void Add(in ResourceView view)
    {
        if (view.Resource.TagsKnown) _byId[ShownFact.AwsId.Read(view.Resource)!] = NetworkVoice.Of(view);
    }

    /// <summary>Whether the resource lies in a VPC or a subnet of which nobody has told what it says.</summary>
    public bool IsUnread(Observation resource) =>
        !Kinds.Contains(resource.Kind) && (IsUnread(resource, "vpcId") || IsUnread(resource, "subnetId"));

    /// <summary>
    /// What the network a resource lies in says: its subnet where that says something, else its VPC. Null where it lies in none that is
    /// known. Two that say different things say nothing.
    /// </summary>
    public NetworkVoice? Of(Observation resource)
    {
        // Their own words are judged as theirs.
        if (_byId.Count == 0 || resource.Facts is null || Kinds.Contains(resource.Kind)) return null;
        var vpc = Find(resource, "vpcId");
        var subnet = Find(resource, "subnetId");
        if (subnet is null || vpc is null) return subnet ?? vpc;
        if (subnet.Says is null) return vpc;
        return vpc.Says is null || vpc.BelongsInProduction == subnet.BelongsInProduction ? subnet
            : subnet with { Says = null, Told = $"{subnet.Told}, and {vpc.Told}, which is two things" };
    }

    private bool IsUnread(Observation resource, string fact) => Names(resource, fact, out var network) && network is null;

    private NetworkVoice? Find(Observation resource, string fact) => Names(resource, fact, out var network) ? network : null;

    // Whether the fact names a network, and which, where it is known. For every resource, so without a text of its own.
    private bool Names(Observation resource, string fact, out NetworkVoice? network)
    {
        network = null;
        if (resource.Facts is not { ValueKind: JsonValueKind.Object } facts || !facts.TryGetProperty(fact, out var id)
            || id.ValueKind != JsonValueKind.String) return false;
        // Between its quotes.
        var text = JsonMarshal.GetRawUtf8Value(id)[1..^1];
        if (text.IsEmpty) return false;
        Span<char> characters = stackalloc char[LongestId];
        if (text.Length > LongestId || text.Contains((byte)'\\')) network = _byId.GetValueOrDefault(id.GetString()!);
        else _bySpan.TryGetValue(characters[..Encoding.UTF8.GetChars(text, characters)], out network);
        return true;
    }
}

/// <summary>What one network says of the environment of what lies in it.</summary>
/// <param name="Label">"VPC", "Subnet".</param>
/// <param name="Says">The environment; null where it says none.</param>
/// <param name="BelongsInProduction">Whether that environment lives in production accounts.</param>
/// <param name="Weight">Medium by a tag, weak by a word of the name.</param>
/// <param name="Told">For people: what it says, and by what.</param>
internal sealed record NetworkVoice(string Label, EnvironmentKind? Says, bool BelongsInProduction, WitnessWeight Weight, string Told)
{
    public static NetworkVoice Of(in ResourceView view)
    {
        var label = Phrases.Capital(Phrases.Short(view.Resource.Kind));
        var named = Observed(view);
        var tags = EnvironmentTags.Read(view.Resource.Tags, view.Words);
        if (tags.HostedKey is not null && tags.ForeignKey is not null)
            return new(label, null, false, WitnessWeight.None, $"{named} is tagged with two environments");
        if ((tags.ForeignKey ?? tags.HostedKey) is { } key)
        {
            var said = tags.ForeignKey is not null ? tags.Foreign : tags.Hosted;
            return new(
                label, said.Means, tags.ForeignKey is null, WitnessWeight.Medium,
                $"{named} is tagged {RedactedText.Of(key)}={RedactedText.OfTag(key, view.Resource.Tags[key])}");
        }

        var words = view.Words.InName(view.Resource.Name);
        if (words.Hosted.IsFound == words.Foreign.IsFound)
            return new(label, null, false, WitnessWeight.None, $"{named} says nothing of it");
        var word = words.Foreign.IsFound ? words.Foreign : words.Hosted;
        return new(
            label, word.Means, words.Hosted.IsFound, WitnessWeight.Weak, $"{named} holds the word {word.In(view.Resource.Name)}");
    }

    // The id too: several VPCs may be called the same.
    private static string Observed(in ResourceView view) =>
        ShownFact.AwsId.Read(view.Resource) is var id && id == view.Resource.Name ? id! : $"{view.ShownName} ({id})";
}

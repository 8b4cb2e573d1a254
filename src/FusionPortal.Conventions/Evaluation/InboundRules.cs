using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>One rule of a security group that lets something in, as its list tells it.</summary>
/// <param name="Protocol">tcp, udp, icmp, all or a number; null where it was not told.</param>
/// <param name="FromPort">Null where the protocol has no ports, or all are meant.</param>
/// <param name="Source">An address range, or the id of a group or prefix list.</param>
/// <param name="Description">What stands beside it; null for nothing.</param>
internal readonly record struct InboundRule(string? Protocol, long? FromPort, long? ToPort, string? Source, string? Description)
{
    /// <summary>Whether it lets TCP in on that port.</summary>
    public bool Opens(int port)
    {
        if (Protocol is null or "all" or "-1") return true;
        if (Protocol is not ("tcp" or "6")) return false;
        return FromPort is null or < 0 || ToPort is null or < 0 || (FromPort <= port && port <= ToPort);
    }

    /// <summary>Its source as a range of addresses; null where it is a group, a prefix list, or nothing that can be read.</summary>
    public IPNetwork? Range => Source is not null && IPNetwork.TryParse(Source, out var range) ? range : null;

    /// <summary>Whether it names one address and no other.</summary>
    public bool IsOneAddress => Range is { } range && range.PrefixLength == (IsIpv6(range) ? 128 : 32);

    /// <summary>
    /// Whether it lets everybody in, or so many that nobody knows whom: more than 16 million addresses of IPv4, or a part of IPv6 larger
    /// than any network has been given.
    /// </summary>
    public bool IsWorld => Range is { } range && range.PrefixLength < (IsIpv6(range) ? 16 : 8);

    /// <summary>Whether whom it lets in cannot be told from it: a prefix list, whose ranges nobody has read, or nothing that is
    /// known.</summary>
    public bool IsOfUnknownSource => Range is null && (Source is null || !IsGroup(Source));

    /// <summary>Fit for showing.</summary>
    public string Shown => $"{Ports} from {RedactedText.Of(Source ?? "nobody told")}";

    private string Ports => Protocol switch
    {
        null or "all" or "-1" => "everything",
        "tcp" or "6" when FromPort is null or < 0 || ToPort is null or < 0 => "every TCP port",
        _ when FromPort is null or < 0 => RedactedText.Of(Protocol),
        _ when FromPort == ToPort => $"{RedactedText.Of(Protocol)} {FromPort}",
        _ => $"{RedactedText.Of(Protocol)} {FromPort}–{ToPort}",
    };

    // Of a peer's VPC, the account may stand before it.
    private static bool IsGroup(string source) => source.AsSpan(source.LastIndexOf('/') + 1).StartsWith("sg-", StringComparison.Ordinal);

    private static bool IsIpv6(IPNetwork range) => range.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;
}

/// <summary>Reads the rules of a security group.</summary>
internal static class InboundRules
{
    /// <summary>What was read, and whether that is all: a list may hold what is no rule. Null where no source told the group's
    /// rules.</summary>
    public static (IReadOnlyList<InboundRule> Rules, bool AllRead)? Of(in ResourceView view)
    {
        if (Facts.Array(in view, "rules") is not { } told) return null;
        var rules = new List<InboundRule>(told.GetArrayLength());
        var allRead = true;
        foreach (var entry in told.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object
                || !Text(entry, "protocol", out var protocol) || !Text(entry, "source", out var source)
                || !Text(entry, "description", out var description)
                || !Port(entry, "fromPort", out var from) || !Port(entry, "toPort", out var to)
                || source is null)
            {
                allRead = false;
                continue;
            }

            rules.Add(new(protocol, from, to, source, description));
        }

        return (rules, allRead);
    }

    // Absent and null are nothing; another type is nothing that can be read.
    private static bool Text(JsonElement entry, string name, out string? text)
    {
        text = null;
        if (!entry.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null) return true;
        if (member.ValueKind == JsonValueKind.String && member.ValueEquals("")) return true;
        if (!Facts.IsText(member)) return false;
        text = member.GetString();
        return true;
    }

    private static bool Port(JsonElement entry, string name, out long? port)
    {
        port = null;
        if (!entry.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null) return true;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetInt64(out var number)) return false;
        port = number;
        return true;
    }
}

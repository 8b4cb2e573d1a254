namespace FusionPortal.Checklists.Checks;

/// <summary>
/// The AWS regions and the zones they can have, as AWS publishes them. Which letters an account sees differs; none sees others than these.
/// A region that a scan has seen counts too, so that a new one waits for no new version of the portal.
/// </summary>
public static class AwsPlaces
{
    private static readonly Dictionary<string, string> Letters = Read("""
        af-south-1 abc; ap-east-1 abc; ap-east-2 abc; ap-northeast-1 abcd; ap-northeast-2 abcd; ap-northeast-3 abc; ap-south-1 abc;
        ap-south-2 abc; ap-southeast-1 abc; ap-southeast-2 abc; ap-southeast-3 abc; ap-southeast-4 abc; ap-southeast-5 abc;
        ap-southeast-6 abc; ap-southeast-7 abc;
        ca-central-1 abcd; ca-west-1 abc; cn-north-1 abcd; cn-northwest-1 abc; eu-central-1 abc; eu-central-2 abc; eu-north-1 abc;
        eu-south-1 abc
        eu-south-2 abc; eu-west-1 abc; eu-west-2 abc; eu-west-3 abc; il-central-1 abc; me-central-1 abc; me-south-1 abc; mx-central-1 abc;
        sa-east-1 abc
        us-east-1 abcdef; us-east-2 abc; us-gov-east-1 abc; us-gov-west-1 abc; us-west-1 abc; us-west-2 abcd
        """);

    // Local zones are named region, place, number, letter: us-east-1-bos-1a.
    private static readonly Dictionary<string, string> Places = Read("""
        us-east-1 atl,bos,bue,chi,dfw,iah,lim,mci,mia,msp,nyc,phl,qro,scl; us-west-2 den,hnl,las,lax,pdx,phx,sea; eu-central-1 ham,waw;
        eu-north-1 cph,hel
        ap-south-1 ccu,del; ap-southeast-1 bkk,mnl; ap-southeast-2 akl,per; ap-northeast-1 tpe; me-south-1 mct; af-south-1 los
        """);

    public static IReadOnlyCollection<string> Regions => Letters.Keys;

    public static bool IsRegion(string region) => Letters.ContainsKey(region);

    /// <summary>The region of a zone by its name alone, for example us-east-1 of us-east-1a; null where the name is no zone's of a known
    /// region.</summary>
    public static string? RegionOf(string zone)
    {
        var region =
            Letters.Keys.FirstOrDefault(
            r => zone.StartsWith(r, StringComparison.Ordinal) && zone.Length > r.Length && !char.IsAsciiDigit(zone[r.Length]));
        if (region is null) return null;
        var rest = zone[region.Length..];
        if (rest.Length == 1) return Letters[region].Contains(rest[0], StringComparison.Ordinal) ? region : null;
        return rest[0] == '-' && Places.TryGetValue(region, out var places) && places.Split(',').Contains(rest[1..].Split('-')[0]) ? region
            : null;
    }

    /// <summary>What to offer instead of a region that is none: those of the same part of the world, else all.</summary>
    public static IReadOnlyList<string> Near(string region)
    {
        var part = region[..Math.Max(region.LastIndexOf('-'), 0)];
        string[] near = [
            .. Letters.Keys.Where(r => part.Length > 0 && r.StartsWith(part, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return near.Length > 0 ? near : [.. Letters.Keys.Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> Read(string text) => text
        .Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}

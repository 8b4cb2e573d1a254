using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>The company's zone, and host names in it that point elsewhere or only seem to. Route 53 alone tells its records.</summary>
internal static class PlantedHostNames
{
    private const string Rule = "CFG-DNS-01";
    private const string Zone = "arn:aws:route53:::hostedzone/Z04829371KITE0POS001";

    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);

    /// <summary>Once everything has its facts: records hold the addresses of hosts.</summary>
    public static void Plant(DemoBuilder estate)
    {
        var (host, second, qaHost) = (Address(estate, Us, "POS01"), Address(estate, Us, "POS02"), Address(estate, Qa, "POS51"));
        estate.Add(Us, Zone, new KeyValuePair<string, string>("Product", "POS"));
        estate.Change(Zone, zone => zone with
        {
            Facts = new ZoneFacts("fusionpos.com")
            {
                Records =
                [
                    new("fusionpos.com", "NS", "ns-1.awsdns-01.org."),
                    new("fusionpos.com", "TXT", "\"v=spf1 -all\""),
                    new("nwbakery.fusionpos.com", "A", host),
                    new("kiteqa.fusionpos.com", "A", qaHost),
                    new("harborbooks.fusionpos.com", "A") { Alias = "dualstack.pos-public.us-east-1.elb.amazonaws.com" },
                    new("juniper.fusionpos.com", "CNAME", "nwbakery.fusionpos.com."),
                    new("sunfield.fusionpos.com", "A", second),
                    new("bluefinch.fusionpos.com", "A", "198.51.100.77"),
                    new("rivertoys.fusionpos.com", "CNAME", "ec2-198-51-100-78.compute-1.amazonaws.com."),
                    new(@"\052.fusionpos.com", "A", "198.51.100.79"),
                    new("status.fusionpos.com", "A", "198.51.100.80"),
                ],
            },
        });
        estate.ViolatesWhenListed("organization:bluefinch", Rule, "An address that a host of ours had once.");
        estate.ViolatesWhenListed("organization:rivertoys", Rule, "It stands for an instance that is no more.");
        estate.ViolatesWhenListed("organization:sunfield", Rule, "The host it was on before the one that its install says.");
        estate.LooksLike("organization:juniper", Rule, "It stands for another client's name, which is on the host of its own install.");
        estate.LooksLike("organization:kiteqa", Rule, "Recorded in production's zone, and its host is in the QA account, as it should be.");
        estate.LooksLike("organization:harborbooks", Rule, "An alias of the load balancer in front of the hosts.");
        estate.LooksLike("organization:cedarhome", Rule, "No record of its own: its DNS may be kept elsewhere.");
    }

    private static string Address(DemoBuilder estate, Place p, string host)
    {
        var arn = DemoArns.Ec2(p, "elastic-ip", "eipalloc", host);
        return ((AddressFacts)estate.All.Single(r => r.Resource.Arn == arn).Resource.Facts!).PublicIp;
    }
}

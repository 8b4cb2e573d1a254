namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>The third account: the company's other applications. It hosts no client, so nothing in it is anybody's but its own.</summary>
internal static class CorporateResources
{
    private static readonly string[] Applications = ["website", "helpdesk", "licensing", "timesheets", "wiki", "build", "mail-relay"];

    public static void Build(DemoBuilder estate)
    {
        var p = new Place(DemoEstate.CorporateAccount, DemoEstate.UsEast);
        foreach (var app in Applications)
        {
            KeyValuePair<string, string>[] tags = [new("Application", app), new("Owner", app is "build" or "wiki" ? "platform" : "office")];
            estate.Add(p, DemoArns.Bucket($"corp-{app}-files"), tags);
            estate.Add(p, DemoArns.Queue(p, $"{app}-jobs"), tags);
            estate.Add(p, DemoArns.Table(p, $"{app}-state"), tags);
            estate.Add(p, DemoArns.LogGroup(p, $"/corp/{app}"), tags);
            estate.Add(p, DemoArns.Function(p, $"{app}-nightly"), tags);
            estate.Add(p, DemoArns.Ec2(p, "instance", "i", $"corp-{app}"), [new("Name", $"corp-{app}"), .. tags]);
        }

        var eu = p with { Region = DemoEstate.EuWest };
        estate.Add(eu, DemoArns.Bucket("corp-website-eu"), new("Application", "website"), new("Owner", "office"));
        estate.Add(eu, DemoArns.LogGroup(eu, "/corp/website"), new("Application", "website"), new("Owner", "office"));
    }
}

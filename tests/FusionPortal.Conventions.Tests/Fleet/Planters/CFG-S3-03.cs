using System.Text.Json.Nodes;
using FusionPortal.Conventions.Kinds;
using static FusionPortal.Conventions.Tests.Fleet.RightFacts;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Policies that let in another client, or another account.</summary>
internal sealed class CfgS303 : Planter
{
    private const string Get = "s3:GetObject";

    public override string Convention => "CFG-S3-03";

    public override void Plant()
    {
        var other = Client();
        Breaks("Another client's user.", Of((b, _) => [Statement($"arn:aws:iam::111111111111:user/rms_{other.Id}", [Get], $"{b}/*")]));
        Breaks(
            "The user of a client nobody recorded.",
            Of((b, _) => [Statement("arn:aws:iam::111111111111:user/rms_ghost", [Get], $"{b}/*")]));
        Breaks("An account of ours.", Of((b, _) => [Statement("222222222222", [Get], $"{b}/*")]));
        Breaks("An account of somebody.", Of((b, _) => [Statement("arn:aws:iam::999999999999:role/export", [Get], $"{b}/*")]));
        var media = Fleet.Add(IamUser.Kind, "picture-sync", FleetAccounts.Production).Tag("OrgID", other.Id);
        Also("It is no client’s by its name.", media, "NAME-IAM-01");
        Breaks("A user that is another client's by its tag.", Of((b, _) => [Statement(media.Arn, [Get], $"{b}/*")]));
        Breaks("Written in other letters.", Of(
            (b, _) => [Statement(media.Arn.Replace("picture-sync", "Picture-Sync", StringComparison.Ordinal), [Get], $"{b}/*")]));
        Unjudged("A user that was deleted.", Of((b, _) => [Statement("AIDAEXAMPLE5DELETED7U", [Get], $"{b}/*")]));

        Fits("A role of the account.", Of((b, _) => [Statement("arn:aws:iam::111111111111:role/backup", [Get], $"{b}/*")]));
        Fits("A person of the account.", Of((b, _) => [Statement("arn:aws:iam::111111111111:user/ana.ruiz", [Get], $"{b}/*")]));
    }

    public override void PlantInPart()
    {
        var other = Open(Client());
        Unjudged("Nobody has read whose user it is.", More("media-sync"));
        Breaks("Its name says whose it is.", More($"rms_{other.Id}"));
        Unjudged("It may do all, and may be the client’s.", Instead("media-all"), "CFG-S3-02");
        Breaks("It may do all, and its name says whose it is.", Instead($"rms_{other.Id}"), "CFG-S3-02");

        FleetResource More(string user)
        {
            var bucket = Open(Client()).Bucket;
            return bucket.Fact("policy", RightFacts.Policy(
                bucket.Name!, bucket.ClientsUser, Statement(Named(user), [Get], $"{bucket.Name}/*")));
        }

        FleetResource Instead(string user)
        {
            var bucket = Open(Client()).Bucket;
            return bucket.Fact("policy", RightFacts.Policy(bucket.Name!, Named(user)));
        }

        FleetClient Open(FleetClient client)
        {
            AlsoUnjudged("One account was not seen whole.", client.Subject, "ENV-05");
            return client;
        }

        static string Named(string user) => $"arn:aws:iam::{FleetAccounts.Production}:user/{user}";
    }

    private FleetResource Of(Func<string, string, JsonObject[]> more)
    {
        var bucket = Client().Bucket;
        return bucket.Fact("policy", RightFacts.Policy(bucket.Name!, bucket.ClientsUser, more(bucket.Name!, bucket.ClientsUser)));
    }
}

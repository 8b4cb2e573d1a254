using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>What clients' checklists name and nobody sees.</summary>
internal sealed class CfgInt02 : Planter
{
    public override string Convention => "CFG-INT-02";

    public override void Plant()
    {
        var maple = Client();
        Fleet.Capture(S3Bucket.Kind, maple.Id, maple.Bucket.Name!);
        Fleet.Capture(IamUser.Kind, maple.Id, $"rms-{maple.Id}");
        Breaks("Its user has another name than its install says.", maple.Subject);
        var birch = Client(EnvironmentKind.QA);
        Fleet.Capture(RdsInstance.Kind, birch.Id, "db-POS-9999");
        Fleet.Capture(Ec2Instance.Kind, birch.Id, "POS9999");
        Breaks("Neither host nor database is there, told once.", birch.Subject);

        var whole = Client();
        Fleet.Capture(S3Bucket.Kind, whole.Id, whole.Bucket.Name!);
        Fleet.Capture(IamUser.Kind, whole.Id, whole.User.Name!);
        Fleet.Capture(RdsInstance.Kind, whole.Id, Rds().Name!.ToUpperInvariant());
        Fits("All of it is there.", whole.Subject);
        var two = Client();
        foreach (var account in (string[])[FleetAccounts.Production, FleetAccounts.NonProduction])
            Fleet.Add(SqsQueue.Kind, "named-alike", account);
        Fleet.Capture(SqsQueue.Kind, two.Id, "named-alike");
        Unjudged("Either queue of its name may be another’s.", two.Subject);
        var one = Client();
        Fleet.Capture(SqsQueue.Kind, one.Id, "named-alike", ("account", FleetAccounts.Production));
        Fits("Which of the two, its checklist says.", one.Subject);
        Fits("No checklist says anything of it.", Client().Subject);
        // Of nobody who is recorded.
        Fleet.Capture(S3Bucket.Kind, "nobody", "fusion-rms-nobody");
        // What is shared is expected by the clients that use it.
        Fleet.Capture(Vpc.Kind, null, "VPC-POS-9999");
    }

    public override void PlantInPart()
    {
        var maple = Client();
        Fleet.Capture(IamUser.Kind, maple.Id, $"rms-{maple.Id}");
        Unjudged("No source lists IAM users.", maple.Subject);
        AlsoUnjudged("One account was not seen whole.", maple.Subject, "ENV-05");
        var birch = Client();
        Fleet.Capture(SqsQueue.Kind, birch.Id, "nowhere");
        Breaks("Queues were listed wholly.", birch.Subject);
        AlsoUnjudged("One account was not seen whole.", birch.Subject, "ENV-05");
        var cedar = Client();
        Fleet.Add(KeyPair.Kind, "seen-in-part", FleetAccounts.Production).Tag("Stack", "pos");
        Fleet.Capture(KeyPair.Kind, cedar.Id, "seen-in-part");
        Unjudged("Key pairs were not listed wholly, so another may be meant.", cedar.Subject);
        AlsoUnjudged("One account was not seen whole.", cedar.Subject, "ENV-05");
    }
}

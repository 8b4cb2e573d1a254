using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>IAM roles, account by account, all of it right. Clients' users come with the clients.</summary>
internal static class IdentityRoles
{
    private const string TrustsEc2 =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
            + """{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string TrustsLambda =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
            + """{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    public static void Build(DemoBuilder estate)
    {
        foreach (var account in (string[])[DemoEstate.ProductionAccount, DemoEstate.QaAccount, DemoEstate.CorporateAccount])
        {
            // IAM has no region; the place only says where the demo keeps it.
            var p = new Place(account, DemoEstate.UsEast);
            Role(estate, p, "lambda-runtime", TrustsLambda, "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
            Role(estate, p, "pos-host", TrustsEc2, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");
            Role(estate, p, "OrganizationAccountAccessRole", Trusts($"arn:aws:iam::{DemoEstate.CorporateAccount}:root"),
                "arn:aws:iam::aws:policy/AdministratorAccess");
            Role(estate, p, "FusionPortalScanner", Trusts($"arn:aws:iam::{DemoEstate.CorporateAccount}:user/fusionportal"));
        }
    }

    private static void Role(DemoBuilder estate, Place p, string name, string trust, params string[] policies)
    {
        var role = estate.Add(p, DemoArns.IamRole(p.Account, name), new KeyValuePair<string, string>("Owner", "cloud-installs"));
        estate.Change(role, r => r with { Facts = new IdentityFacts { TrustPolicy = trust, ManagedPolicies = policies } });
    }

    private static string Trusts(string arn) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{arn}}"},"Action":"sts:AssumeRole"}]}""";
}

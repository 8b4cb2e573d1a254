namespace FusionPortal.Integration.Identity;

/// <summary>
/// What a provider issues to a lead and what the portal is told of it: claims by name and form as its documentation shows them, shortened
/// to what could matter here.
/// </summary>
/// <param name="Settings">What differs from the tests' own settings.</param>
public sealed record ProviderShape(string IdToken, string AccessToken, string UserInfo, params (string Key, string Value)[] Settings)
{
    private const string Portal = "0b3c9f7e-5d0a-4b59-9d43-6a0a8f0f2d11";
    private const string LeadsGroup = "6f1d6c0a-2a44-4f0e-8f5e-3f2f3b1a9c77";

    private static readonly (string, string) EntraClient = ("Authentication:ClientId", Portal);
    private static readonly (string, string) EntraAudience = ("Authentication:Audience", Portal);
    private static readonly (string, string) EntraSubject = ("Authentication:SubjectClaim", "oid");

    public static IReadOnlyDictionary<string, ProviderShape> All { get; } = new Dictionary<string, ProviderShape>
    {
        ["Entra ID, groups and scp as text"] = new(
            $$"""{"aud":"{{Portal}}","tid":"t","ver":"2.0","sub":"pairwise-portal","oid":"o-1","name":"Priya """
                + $$"""Shah","preferred_username":"priya@example.com","groups":["x","{{LeadsGroup}}"]}""",
            $$"""{"aud":"{{Portal}}","tid":"t","ver":"2.0","sub":"pairwise-api","oid":"o-1","azp":"cli","name":"Priya """
                + $$"""Shah","scp":"openid access portal.read","groups":["{{LeadsGroup}}"]}""",
            """{"sub":"pairwise-portal","name":"Priya Shah"}""",
            EntraClient, EntraAudience, EntraSubject, ("Authentication:ApiScope", "access"),
                ("Authentication:RoleGroups:Lead:0", LeadsGroup)),
        ["Entra ID, app roles"] = new(
            $$"""{"aud":"{{Portal}}","ver":"2.0","sub":"pairwise-portal","oid":"o-1","name":"Priya Shah","roles":["Portal.Lead"]}""",
            $$"""{"aud":"{{Portal}}","ver":"2.0","sub":"o-app","oid":"o-app","azp":"script","idtyp":"app","roles":["Portal.Lead"]}""",
            """{"sub":"pairwise-portal"}""",
            EntraClient, EntraAudience, EntraSubject, ("Authentication:GroupClaim", "groups roles"),
                ("Authentication:RoleGroups:Lead:0", "Portal.Lead")),
        ["Okta, scp as list"] = new(
            """{"aud":"fusionportal","ver":1,"sub":"00u1","name":"Priya Shah","email":"priya@example.com","groups":"""
                + """["Everyone","Portal Leads"]}""",
            """{"aud":"api://fusionportal","ver":1,"sub":"0oa1","cid":"0oa1","uid":"00u1","scp":["openid","portal.api"],"groups":"""
                + """["Portal Leads"]}""",
            """{"sub":"00u1","name":"Priya Shah","groups":["Everyone","Portal Leads"]}""",
            ("Authentication:Audience", "api://fusionportal"), ("Authentication:ApiScope", "portal.api"),
                ("Authentication:RoleGroups:Lead:0", "Portal Leads")),
        ["Keycloak, groups with their path"] = new(
            """{"aud":"fusionportal","azp":"fusionportal","typ":"ID","sub":"k-1","name":"Priya Shah","""
                + " \"groups\":[\"/staff\",\"/portal/leads\"]}",
            """{"aud":["fusionportal-api","account"],"azp":"script","typ":"Bearer","sub":"k-2","scope":"profile email","groups":"""
                + """["/portal/leads/emea"]}""",
            """{"sub":"k-1","name":"Priya Shah","groups":["/staff","/portal/leads"]}""",
            ("Authentication:Audience", "fusionportal-api"), ("Authentication:RoleGroups:Lead:0", "/portal/leads/*")),
        ["Keycloak, realm roles"] = new(
            """{"aud":"fusionportal","azp":"fusionportal","sub":"k-1","name":"Priya Shah"}""",
            """{"aud":"fusionportal-api","azp":"script","sub":"k-2","scope":"profile","realm_access":{"roles":"""
                + """["offline_access","portal-lead"]}}""",
            """{"sub":"k-1","name":"Priya Shah","realm_access":{"roles":["offline_access","portal-lead"]}}""",
            ("Authentication:Audience", "fusionportal-api"), ("Authentication:GroupClaim", "realm_access.roles"),
                ("Authentication:RoleGroups:Lead:0", "portal-lead")),
        ["Keycloak, client roles of a client with a dot"] = new(
            """{"aud":"fusion.portal","azp":"fusion.portal","sub":"k-1","name":"Priya Shah","resource_access":{"fusion.portal":{"roles":"""
                + """["lead"]},"account":{"roles":["view-profile"]}}}""",
            """{"aud":"fusion.portal","azp":"script","sub":"k-2","scope":"profile","resource_access":{"fusion.portal":"""
                + """{"roles":["lead"]}}}""",
            """{"sub":"k-1","name":"Priya Shah"}""",
            ("Authentication:ClientId", "fusion.portal"), ("Authentication:Audience", "fusion.portal"),
            ("Authentication:GroupClaim", "resource_access.{client}.roles"), ("Authentication:RoleGroups:Lead:0", "lead")),
        ["Cognito, access token without audience"] = new(
            """{"aud":"fusionportal","token_use":"id","sub":"c-1","cognito:username":"priya","cognito:groups":"""
                + """["portal-leads"],"email":"priya@example.com"}""",
            """
            {"client_id":"cognito-script","token_use":"access","version":2,"sub":"cognito-script","scope":"portal/api",
            "cognito:groups":["portal-leads"]}
            """,
            """{"sub":"c-1","email":"priya@example.com","username":"priya"}""",
            ("Authentication:AudienceClaim", "client_id"), ("Authentication:Audience", "cognito-script"),
                ("Authentication:ApiScope", "portal/api"),
            ("Authentication:GroupClaim", "cognito:groups"), ("Authentication:RoleGroups:Lead:0", "portal-leads")),
    };
}

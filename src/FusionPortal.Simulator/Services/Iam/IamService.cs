using System.Text;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services.Iam;

/// <summary>IAM, which is the same in every region: users and roles in bulk, and the credential report.</summary>
internal sealed class IamService(ISimulatedEstate estate, Paging paging, Func<DateTimeOffset> now) : ISimulatedService
{
    private readonly CredentialReports _reports = new(estate, now);

    public Dialect Dialect { get; } = new("iam", WireProtocol.Query)
    {
        Version = "2010-05-08",
        Namespace = "https://iam.amazonaws.com/doc/2010-05-08/",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["GetAccountAuthorizationDetails"] = Operation.Of("iam:GetAccountAuthorizationDetails", Details, "Marker"),
        ["GenerateCredentialReport"] = Operation.Of("iam:GenerateCredentialReport", (call, _) => Generate(call)),
        ["GetCredentialReport"] = Operation.Of("iam:GetCredentialReport", (call, _) => Report(call)),
    };

    private WireAnswer Details(WireCall call, PageFaults faults)
    {
        var filters = call.Fields("Filter.member");
        if (filters.FirstOrDefault(f => f is not ("User" or "Role" or "Group" or "LocalManagedPolicy" or "AWSManagedPolicy")) is { }
            unknown)
            throw AwsError.Invalid(
                call.Dialect, $"Value '{unknown}' at 'filter' failed to satisfy constraint: Member must satisfy enum value set");
        List<string> kinds = [];
        if (filters.Count == 0 || filters.Contains("User")) kinds.Add(ArnKind.User);
        if (filters.Count == 0 || filters.Contains("Role")) kinds.Add(ArnKind.Role);
        var page =
            paging.Cut(
            call, estate.OfAccount(call.Principal!.AccountId, kinds), faults, "Marker", call.Size("MaxItems", 1, 1000, 100),
            string.Join(',', filters));
        return WireAnswer.QueryXml(call, w =>
        {
            w.List("UserDetailList", "member", page.Entries.Where(e => ArnKind.Of(e.Resource.Arn) == ArnKind.User), IamDetails.User);
            w.List("GroupDetailList", "member", Array.Empty<string>(), (_, _) => { });
            w.List("RoleDetailList", "member", page.Entries.Where(e => ArnKind.Of(e.Resource.Arn) == ArnKind.Role), IamDetails.Role);
            w.List("Policies", "member", Array.Empty<string>(), (_, _) => { });
            w.Flag("IsTruncated", page.Next is not null);
            w.Text("Marker", page.Next);
        });
    }

    private WireAnswer Generate(WireCall call)
    {
        var isNew = _reports.Generate(call.Principal!.AccountId);
        return WireAnswer.QueryXml(call, w =>
        {
            w.WriteElementString("State", isNew ? "STARTED" : "COMPLETE");
            if (isNew) w.WriteElementString("Description", "No report exists. Starting a new report generation task");
        });
    }

    private WireAnswer Report(WireCall call)
    {
        var (content, generated) = _reports.Get(call.Principal!.AccountId);
        return WireAnswer.QueryXml(call, w =>
        {
            w.WriteElementString("Content", Convert.ToBase64String(Encoding.UTF8.GetBytes(content)));
            w.WriteElementString("ReportFormat", "text/csv");
            w.Moment("GeneratedTime", generated);
        });
    }
}

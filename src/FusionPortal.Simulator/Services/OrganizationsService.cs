using System.Globalization;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>ListAccounts, ListTagsForResource and DescribeOrganization, for callers of the management account.</summary>
internal sealed class OrganizationsService(ISimulatedEstate estate, FaultPlan plan) : ISimulatedService
{
    private const string OrganizationId = "o-simulator1";

    public Dialect Dialect { get; } = new("organizations", WireProtocol.Json)
    {
        Target = "AWSOrganizationsV20161128",
        Invalid = "InvalidInputException",
        StaleToken = "PaginationTokenExpiredException",
        Throttled = ("TooManyRequestsException", 400),
        Failed = "ServiceException",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListAccounts"] = Operation.Of(null, (call, faults) => ListAccounts(Believed(call), faults), "NextToken"),
        ["ListTagsForResource"] = Operation.Of(null, (call, _) => ListTags(Believed(call))),
        ["DescribeOrganization"] = Operation.Of(null, (call, _) => Describe(Believed(call))),
    };

    private IReadOnlyList<SimulatedAccount> Accounts => [.. estate.Accounts.Where(a => !plan.HasLeft(a.Id)).Select(plan.AsItStands)];

    private JsonInput Believed(WireCall call) => call.Principal!.AccountId == estate.ManagementAccountId ? call.Json
        : throw AwsError.AccessDenied(call.Protocol, "You don't have permissions to access this resource.");

    private WireAnswer ListAccounts(JsonInput input, PageFaults faults)
    {
        var accounts = Accounts;
        var size = input.Number("MaxResults") ?? 20;
        if (size is < 1 or > 20)
            throw new AwsError("InvalidInputException", "You provided a value that does not match the required range: MaxResults 1 to 20.");
        var start = 0;
        if (input.Text("NextToken") is { Length: > 0 } token
            && (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start > accounts.Count))
            throw new AwsError("InvalidInputException", "The provided NextToken is invalid.");

        var (from, count) = faults.Window(start, size);
        var page = accounts.Skip(from).Take(count).ToList();
        var next = from + page.Count;
        return WireAnswer.Json(w =>
        {
            w.WriteStartArray(nameof(estate.Accounts));
            foreach (var account in page)
            {
                w.WriteStartObject();
                w.WriteString("Arn", $"arn:aws:organizations::{estate.ManagementAccountId}:account/{OrganizationId}/{account.Id}");
                w.WriteString("Email", account.Email);
                w.WriteString("Id", account.Id);
                w.WriteString("JoinedMethod", "CREATED");
                w.WriteNumber("JoinedTimestamp", 1_577_836_800.5);
                w.WriteString(nameof(account.Name), account.Name);
                if (faults.Has(FaultKind.OlderAccounts)) w.WriteString("Status", account.OlderStatus);
                else w.WriteString(nameof(account.State), account.State);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            if (next < accounts.Count) w.WriteString("NextToken", next.ToString(CultureInfo.InvariantCulture));
        });
    }

    private WireAnswer ListTags(JsonInput input)
    {
        var account = Accounts.FirstOrDefault(a => a.Id == input.Text("ResourceId"))
            ?? throw new AwsError(
                "TargetNotFoundException", "We can't find a root, OU, account, or policy with the TargetId that you specified.");
        return WireAnswer.Json(w => Tags.Write(w, account.Tags));
    }

    private WireAnswer Describe(JsonInput _) => WireAnswer.Json(w =>
    {
        w.WriteStartObject("Organization");
        w.WriteString("Arn", $"arn:aws:organizations::{estate.ManagementAccountId}:organization/{OrganizationId}");
        w.WriteString("FeatureSet", "ALL");
        w.WriteString("Id", OrganizationId);
        w.WriteString(
            "MasterAccountArn",
            $"arn:aws:organizations::{estate.ManagementAccountId}:account/{OrganizationId}/{estate.ManagementAccountId}");
        w.WriteString("MasterAccountId", estate.ManagementAccountId);
        w.WriteEndObject();
    });
}

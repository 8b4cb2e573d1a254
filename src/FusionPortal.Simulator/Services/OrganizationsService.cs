using System.Globalization;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>ListAccounts, ListTagsForResource and DescribeOrganization, for callers of the management account.</summary>
internal sealed class OrganizationsService(ISimulatedEstate estate)
{
    private const string OrganizationId = "o-simulator1";

    public WireAnswer Answer(WireCall call, PageFaults faults)
    {
        if (call.Principal!.AccountId != estate.ManagementAccountId)
            throw AwsError.AccessDenied(call.Protocol, "You don't have permissions to access this resource.");
        var input = JsonInput.Parse(call.Body);
        return call.Operation switch
        {
            "ListAccounts" => ListAccounts(input, faults),
            "ListTagsForResource" => ListTags(input),
            "DescribeOrganization" => Describe(),
            _ => throw AwsError.UnknownOperation(call.Protocol, call.Operation),
        };
    }

    private WireAnswer ListAccounts(JsonInput input, PageFaults faults)
    {
        var size = input.Number("MaxResults") ?? 20;
        if (size is < 1 or > 20) throw new AwsError("InvalidInputException", "You provided a value that does not match the required range: MaxResults 1 to 20.");
        var start = 0;
        if (input.Text("NextToken") is { Length: > 0 } token && (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start > estate.Accounts.Count))
            throw new AwsError("InvalidInputException", "The provided NextToken is invalid.");

        var (from, count) = faults.Window(start, size);
        var page = estate.Accounts.Skip(from).Take(count).ToList();
        var next = from + page.Count;
        return WireAnswer.Json(w =>
        {
            w.WriteStartArray("Accounts");
            foreach (var account in page)
            {
                w.WriteStartObject();
                w.WriteString("Arn", $"arn:aws:organizations::{estate.ManagementAccountId}:account/{OrganizationId}/{account.Id}");
                w.WriteString("Email", account.Email);
                w.WriteString("Id", account.Id);
                w.WriteString("JoinedMethod", "CREATED");
                w.WriteNumber("JoinedTimestamp", 1_577_836_800.5);
                w.WriteString("Name", account.Name);
                w.WriteString("Status", account.Status);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            if (next < estate.Accounts.Count) w.WriteString("NextToken", next.ToString(CultureInfo.InvariantCulture));
        });
    }

    private WireAnswer ListTags(JsonInput input)
    {
        var account = estate.Accounts.FirstOrDefault(a => a.Id == input.Text("ResourceId"))
            ?? throw new AwsError("TargetNotFoundException", "We can't find a root, OU, account, or policy with the TargetId that you specified.");
        return WireAnswer.Json(w => Tags.Write(w, account.Tags));
    }

    private WireAnswer Describe() => WireAnswer.Json(w =>
    {
        w.WriteStartObject("Organization");
        w.WriteString("Arn", $"arn:aws:organizations::{estate.ManagementAccountId}:organization/{OrganizationId}");
        w.WriteString("FeatureSet", "ALL");
        w.WriteString("Id", OrganizationId);
        w.WriteString("MasterAccountArn", $"arn:aws:organizations::{estate.ManagementAccountId}:account/{OrganizationId}/{estate.ManagementAccountId}");
        w.WriteString("MasterAccountId", estate.ManagementAccountId);
        w.WriteEndObject();
    });
}

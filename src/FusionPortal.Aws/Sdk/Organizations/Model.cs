using Amazon.Runtime;

namespace Amazon.Organizations
{
    /// <summary>An open enumeration: PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED.</summary>
    internal class AccountState(string value) : ConstantClass(value);

    /// <summary>An open enumeration: ACTIVE, SUSPENDED, PENDING_CLOSURE.</summary>
    internal class AccountStatus(string value) : ConstantClass(value);
}

namespace Amazon.Organizations.Model
{
    internal class AmazonOrganizationsRequest : AmazonWebServiceRequest;

    internal class ListAccountsRequest : AmazonOrganizationsRequest
    {
        /// <summary>1 to 20.</summary>
        public int? MaxResults { get; set; }

        public string? NextToken { get; set; }
    }

    internal class ListAccountsResponse : AmazonWebServiceResponse
    {
        /// <summary>May be null or empty although a token follows.</summary>
        public List<Account>? Accounts { get; set; }

        public string? NextToken { get; set; }
    }

    internal class Account
    {
        public string? Arn { get; set; }

        public string? Email { get; set; }

        /// <summary>Twelve digits.</summary>
        public string? Id { get; set; }

        public DateTime? JoinedTimestamp { get; set; }

        public string? Name { get; set; }

        public AccountState? State { get; set; }

        /// <summary>What <see cref="State"/> replaces. AWS retired it on 9 September 2026; stand-ins of AWS may still answer with it
        /// alone.</summary>
        public AccountStatus? Status { get; set; }
    }

    internal class ListTagsForResourceRequest : AmazonOrganizationsRequest
    {
        public string? NextToken { get; set; }

        /// <summary>An account's twelve digits, or the id of another taggable thing of the organization.</summary>
        public string? ResourceId { get; set; }
    }

    internal class ListTagsForResourceResponse : AmazonWebServiceResponse
    {
        public string? NextToken { get; set; }

        public List<Tag>? Tags { get; set; }
    }

    internal class Tag
    {
        public string? Key { get; set; }

        public string? Value { get; set; }
    }
}

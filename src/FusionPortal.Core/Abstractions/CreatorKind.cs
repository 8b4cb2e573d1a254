using System.Text.Json.Serialization;

namespace FusionPortal.Core.Abstractions;

/// <summary>What kind of somebody made a resource.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CreatorKind>))]
public enum CreatorKind
{
    /// <summary>CloudTrail names an identity whose kind it does not tell, or one nobody knows here.</summary>
    Unknown,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>A session of a role.</summary>
    Session,

    /// <summary>A person of IAM Identity Center, by a permission set or by an application.</summary>
    IdentityCenterUser,

    /// <summary>Somebody another identity provider vouches for: federation by token, SAML or OpenID Connect.</summary>
    Federated,

    /// <summary>A person signed in as the account's root user, or with its keys.</summary>
    Root,

    /// <summary>A short root session of a member account that the organization's administrators took (sts:AssumeRoot).</summary>
    CentralRoot,

    /// <summary>An AWS service, by itself or on somebody's behalf.</summary>
    Service,

    /// <summary>An AWS service in the role that is linked to it.</summary>
    ServiceLinkedRole,

    /// <summary>Another AWS account.</summary>
    OtherAccount,
}

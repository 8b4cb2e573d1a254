using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Which check a bearer token did not pass, in words for who asked for it. Nothing of the token is in them.</summary>
/// <param name="Error">The error code of RFC 6750.</param>
/// <param name="Description">A sentence in ASCII without quotation marks, for a header and for the answer.</param>
/// <param name="Setting">What an administrator looks at.</param>
internal sealed record TokenRefusal(string Error, string Description, string Setting)
{
    private const string Invalid = "invalid_token";

    public static TokenRefusal Scope { get; }
        = new("insufficient_scope", "The token lacks the scope that this API asks for.", "Authentication:ApiScope");

    public static TokenRefusal Subject { get; }
        = new(Invalid, "The token names no person and no client in the claim that this portal knows people by.",
        "Authentication:SubjectClaim");

    public static TokenRefusal ProviderAway { get; } = new(Invalid,
        "The identity provider does not answer, so no token can be checked. Try again shortly.", "Authentication:Authority");

    private static readonly TokenRefusal NotBearer =
        new("invalid_request", "The Authorization header holds no bearer token.", "the caller");

    private static readonly TokenRefusal NoJwt = new(Invalid,
        "The token is no JSON web token of this kind. Opaque tokens, and those that are made for another API, cannot be checked here.",
            "Authentication:Audience");

    private static readonly (Type Kind, TokenRefusal Refusal)[] Kinds =
    [
        // The first that fits counts, so kinds stand before those they derive from.
        (typeof(SecurityTokenExpiredException),
            new(Invalid, "The token has expired.", "the caller's clock, or the lifetime of tokens at the provider")),
        (typeof(SecurityTokenNotYetValidException),
            new(Invalid, "The token is not valid yet.", "the clocks of the provider and of this portal")),
        (typeof(SecurityTokenNoExpirationException), new(Invalid, "The token does not say when it expires.", "the provider")),
        (typeof(SecurityTokenInvalidLifetimeException), new(Invalid, "The token's times contradict each other.", "the provider")),
        (typeof(SecurityTokenInvalidAudienceException),
            new(Invalid, "The token is meant for another audience than this API.",
            "Authentication:Audience, Authentication:AudienceClaim")),
        (typeof(SecurityTokenInvalidIssuerException),
            new(Invalid, "The token was issued by another authority than this portal's.", "Authentication:Authority")),
        (typeof(SecurityTokenSignatureKeyNotFoundException),
            new(Invalid, "The token is signed with a key that the provider does not publish.", "Authentication:Authority")),
        (typeof(SecurityTokenInvalidSignatureException),
            new(Invalid, "The token's signature does not fit its content, or there is none.", "the caller")),
        (typeof(SecurityTokenInvalidTypeException), new(Invalid, "The token is of another type than an access token.", "the caller")),
        (typeof(SecurityTokenMalformedException), NoJwt),
        (typeof(SecurityTokenException), new(Invalid, "The token cannot be verified.", "Authentication:Authority")),
        (typeof(ArgumentException), NoJwt),
    ];

    /// <param name="failure">Why it was not accepted; null when there was nothing to check.</param>
    /// <param name="authorization">The request's header.</param>
    /// <returns>Null when the request brought nothing: there is no check to tell of.</returns>
    public static TokenRefusal? Of(Exception? failure, StringValues authorization) => failure switch
    {
        null => StringValues.IsNullOrEmpty(authorization) ? null : NotBearer,
        TokenRefusedException refused => refused.Refusal,
        // Keys and issuer come from the provider; that they could not be had is no fault of the token.
        InvalidOperationException or HttpRequestException or IOException or OperationCanceledException => ProviderAway,
        _ => Kinds.FirstOrDefault(kind => kind.Kind.IsInstanceOfType(failure)).Refusal
            ?? new TokenRefusal(Invalid, "The token cannot be verified.", "Authentication:Authority"),
    };

    /// <summary>The header <c>WWW-Authenticate</c>.</summary>
    public string Header(SignInOptions options)
    {
        // A name of a scope has neither blanks nor quotation marks; one of the configuration that has is not repeated.
        var scope = this == Scope && options.ApiScope.All(c => c is > ' ' and < (char)127 and not '"' and not '\\')
            ? $", scope=\"{options.ApiScope}\"" : "";
        return $"Bearer error=\"{Error}\", error_description=\"{Description}\"{scope}";
    }
}

/// <summary>A token whose signature fits and that says too little.</summary>
internal sealed class TokenRefusedException(TokenRefusal refusal) : Exception(refusal.Description)
{
    public TokenRefusal Refusal { get; } = refusal;
}

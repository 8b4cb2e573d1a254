using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Takes a claim from the provider's user information as a token would carry it: a list one by one, an object whole.</summary>
internal sealed class WholeClaimAction(string claimType) : ClaimAction(claimType, ClaimValueTypes.String)
{
    public override void Run(JsonElement userData, ClaimsIdentity identity, string issuer)
    {
        if (userData.ValueKind != JsonValueKind.Object || !userData.TryGetProperty(ClaimType, out var value)) return;
        foreach (var one in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1))
        {
            if (one.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) continue;
            var isObject = one.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
            identity.AddClaim(new Claim(ClaimType, one.ToString(), isObject ? JsonClaimValueTypes.Json : ValueType, issuer));
        }
    }
}

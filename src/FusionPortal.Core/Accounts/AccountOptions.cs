using FusionPortal.Core.Settings;
using FusionPortal.Conventions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Accounts;

/// <summary>
/// Roles declared by configuration, section <c>Accounts</c>: <c>Accounts:{id}:Role</c>. They hold from the account's discovery until a
/// person declares another role in the portal.
/// </summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>By account id, twelve digits.</summary>
    [SettingKey(Section)]
    public Dictionary<string, AccountDeclaration> Declarations { get; } = [];
}

public sealed class AccountDeclaration
{
    public AccountRole Role { get; set; }
}

internal sealed class AccountOptionsValidation : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var wrong = options.Declarations
            .Where(d => !IsAccountId(d.Key) || !Enum.IsDefined(d.Value.Role))
            .Select(d => $"Accounts:{d.Key}: an account id has twelve digits, and Role is Production, NonProduction or Undeclared.")
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    internal static bool IsAccountId(string id) => id.Length == 12 && id.All(char.IsAsciiDigit);
}

using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting;

/// <summary>Section <c>PasswordManager</c>.</summary>
public sealed class PasswordManagerOptions
{
    public const string Section = "PasswordManager";

    internal const string Placeholder = "{reference}";

    /// <summary>
    /// The https address of an entry, with <c>{reference}</c> where its number stands, for example
    /// <c>https://passwords.example.com/entries/{reference}</c>;
    /// empty to show references as text.
    /// </summary>
    public string Address { get; set; } = "";

    /// <summary>The address of one entry; null where none is configured.</summary>
    public string? AddressOf(string reference) =>
        Address.Length == 0 ? null : Address.Replace(Placeholder, Uri.EscapeDataString(reference), StringComparison.Ordinal);
}

internal sealed class PasswordManagerOptionsValidation : IValidateOptions<PasswordManagerOptions>
{
    public ValidateOptionsResult Validate(string? name, PasswordManagerOptions options)
    {
        var address = options.Address;
        if (address.Length == 0) return ValidateOptionsResult.Success;
        if (!address.Contains(PasswordManagerOptions.Placeholder, StringComparison.Ordinal))
            return Wrong("has no {reference}, which stands for the number of the entry");
        // Two numbers must lead to one host: a reference is text that people type.
        if (!Uri.TryCreate(options.AddressOf("a"), UriKind.Absolute, out var one)
            || !Uri.TryCreate(options.AddressOf("b.c"), UriKind.Absolute, out var other))
            return Wrong("is no address such as https://passwords.example.com/entries/{reference}");
        if (one.Scheme != Uri.UriSchemeHttps) return Wrong("is not https");
        if (one.UserInfo.Length > 0) return Wrong("holds a user or a password, which everybody would read");
        return one.GetLeftPart(UriPartial.Authority) == other.GetLeftPart(UriPartial.Authority)
            ? ValidateOptionsResult.Success
            : Wrong("has {reference} in its host; it belongs into the path, the query or the fragment");
    }

    private static ValidateOptionsResult Wrong(string what) => ValidateOptionsResult.Fail($"PasswordManager:Address {what}.");
}

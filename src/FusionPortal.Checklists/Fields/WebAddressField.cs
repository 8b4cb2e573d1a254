using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>Where a program finds a service over HTTP. It never holds who signs in there.</summary>
public sealed class WebAddressField : FieldType
{
    private const int Limit = 500;

    public override string Word => "web-address";

    public override int Format => 2;

    public override string Holds => "for example `https://logs.example.com/seq`; without a user name or password";

    public override FieldExample Example { get; } = new("HTTPS://Logs.Example.com:443/", "https://logs.example.com", "logs.example.com")
    {
        Another = "http://logs.example.com",
    };

    public override bool IsExact => true;

    public override bool MayBePartOfAName => false;

    internal override ReadValue Read(FieldDefinition field, string text)
    {
        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return ReadValue.Bad("A web address begins with https:// or http://, like https://logs.example.com.");
        // A backslash or a space is taken for something else by every other program.
        if (text.Any(c => c == '\\' || char.IsWhiteSpace(c)) || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return ReadValue.Bad("It is no web address: after https:// stands a host, then what is asked there, without spaces.");
        if (uri.UserInfo.Length > 0)
            return ReadValue.Bad("A web address holds no user name or password here. Leave out what stands before the @.");
        var canonical = uri.AbsoluteUri;
        // A host alone is the same with a slash and without.
        if (uri.PathAndQuery == "/" && uri.Fragment.Length == 0) canonical = canonical.TrimEnd('/');
        return canonical.Length <= Limit ? ReadValue.Good(canonical)
            : ReadValue.Bad($"It has {canonical.Length:N0} characters; at most {Limit} fit.");
    }
}

using System.Text.RegularExpressions;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>A version of a program. Trailing zeros do not tell versions apart.</summary>
public sealed partial class VersionField : FieldType
{
    public override string Word => "version";

    public override string Holds => "one to four numbers joined with points; `6.2` and `6.2.0` are the same version";

    public override FieldExample Example { get; } = new("v6.02.1", "6.2.1", "latest") { Another = "6.2.10", AlsoSame = "6.2.1.0" };

    public override bool IsExact => true;

    internal override ReadValue Read(FieldDefinition field, string text)
    {
        var bare = text[0] is 'v' or 'V' ? text[1..] : text;
        if (!Shape().IsMatch(bare)) return ReadValue.Bad("A version looks like 6.2.1: one to four numbers joined with points.");
        return ReadValue.Good(string.Join('.', bare.Split('.').Select(n => n.TrimStart('0') is { Length: > 0 } digits ? digits : "0")));
    }

    public override bool Same(string a, string b) => WithoutTrailingZeros(a) == WithoutTrailingZeros(b);

    private static string WithoutTrailingZeros(string version)
    {
        var end = version.Length;
        while (end > 2 && version.AsSpan(0, end).EndsWith(".0")) end -= 2;
        return version[..end];
    }

    [GeneratedRegex(@"\A[0-9]{1,6}(\.[0-9]{1,6}){0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

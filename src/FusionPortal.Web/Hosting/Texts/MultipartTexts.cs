using System.Text;
using System.Text.RegularExpressions;
using FusionPortal.Core;
using FusionPortal.Core.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FusionPortal.Web.Hosting.Texts;

/// <summary>
/// The parts of a form in parts as they were sent: names of fields and files, and the values of fields. The framework's reader turns bytes
/// that are no UTF-8 into U+FFFD and does not say where it fails at U+0000. What is in a file is nobody's text.
/// </summary>
internal static partial class MultipartTexts
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="body">Whole.</param>
    /// <param name="contentType">With the boundary between the parts.</param>
    /// <exception cref="RefusedException">Invalid, with the field's name.</exception>
    /// <exception cref="InvalidDataException">Not in parts, though it says so.</exception>
    public static async Task RequireAsync(ReadOnlyMemory<byte> body, string contentType, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not
            { Length: > 0 } boundary) throw new InvalidDataException("The form names no boundary.");
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        var reader = new MultipartReader(boundary, stream);
        var from = 0;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            var begins = (int)section.BaseStreamOffset!.Value;
            var (name, isFile) = Named(section.ContentDisposition);
            if (InHeaders(body.Span[from..begins]) is { } inHeaders) throw StorableText.Refused(name, inHeaders);
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, cancellationToken);
            from = begins + (int)content.Length;
            if (!isFile && Fault(content.GetBuffer().AsSpan(0, (int)content.Length)) is { } fault) throw StorableText.Refused(name, fault);
        }
    }

    // What the field is called where that can be said. The part may be bad in its very name.
    private static (string Name, bool IsFile) Named(string? disposition)
    {
        var name = NameOf().Match(disposition ?? "") is { Success: true } match ? match.Groups[1].Value + match.Groups[2].Value : "";
        return (
            name.Length > 0 && StorableText.Is(name) && !name.Contains('\uFFFD', StringComparison.Ordinal)
                ? AddressTexts.Named(name, "form") : "form",
            disposition?.Contains("filename", StringComparison.OrdinalIgnoreCase) == true);
    }

    private static string? InHeaders(ReadOnlySpan<byte> headers) =>
        Fault(headers)
        // A name may also be written percent-encoded (RFC 8187).
        ?? Extended().Matches(Encoding.Latin1.GetString(headers)).Select(m => AddressTexts.Fault(m.Groups[1].Value))
            .FirstOrDefault(f => f is not null);

    private static string? Fault(ReadOnlySpan<byte> text)
    {
        try
        {
            return StorableText.Fault(Strict.GetString(text));
        }
        catch (DecoderFallbackException)
        {
            return "is not written in UTF-8";
        }
    }

    [GeneratedRegex("""(?:^|[;\s])name=(?:"([^"]*)"|([^;\s]*))""", RegexOptions.IgnoreCase)]
    private static partial Regex NameOf();

    [GeneratedRegex(@"\*=utf-8'[^']*'([^;\r\n]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Extended();
}

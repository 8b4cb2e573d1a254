using System.Text;
using FusionPortal.Core;
using FusionPortal.Core.Text;
using FusionPortal.Web.Hosting.Api;

namespace FusionPortal.Web.Hosting.Texts;

/// <summary>The texts of a posted form: the sign-out, and what a provider or a browser may post though nobody asks for it.</summary>
internal static class FormTexts
{
    /// <exception cref="RefusedException">Invalid, with the field's name.</exception>
    /// <exception cref="BadHttpRequestException">A body that is no form though it says so.</exception>
    public static async Task RequireAsync(HttpContext context)
    {
        var request = context.Request;
        // Programs send no forms, and their endpoints say so.
        if (!request.HasFormContentType || ApiExceptionHandler.IsForPrograms(request.Path)) return;
        // The framework's reader fails at U+0000 and does not say where, so the text is looked at before it.
        if (request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            var text = await BodyText.ReadAsync(request, context.RequestAborted);
            AddressTexts.RequirePairs(Encoding.Latin1.GetString(text.Span), "form");
        }

        try
        {
            if (request.ContentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
                await MultipartTexts.RequireAsync(
                    await BodyText.ReadAsync(request, context.RequestAborted), request.ContentType, context.RequestAborted);
            var form = await request.ReadFormAsync(context.RequestAborted);
            foreach (var (name, values) in form)
            {
                if (StorableText.Fault(name) is { } fault) throw StorableText.Refused("form", fault);
                foreach (var value in values) StorableText.Require(value, AddressTexts.Named(name, "form"));
            }

            foreach (var file in form.Files) StorableText.Require(file.FileName, AddressTexts.Named(file.Name, "form"));
        }
        // The second for one that breaks off; a request that the server itself refuses is a kind of it and stays what it is.
        catch (Exception exception) when (exception is InvalidDataException || exception.GetType() == typeof(IOException))
        {
            throw new BadHttpRequestException("The form cannot be read.", exception);
        }
    }
}

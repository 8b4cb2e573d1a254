using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace FusionPortal.Web.Hosting;

/// <summary>
/// Compresses documents on their way, over https too. Compression tells what is in an answer to who can choose a part of it and measure
/// its length (BREACH), if a secret stays the same from answer to answer. In a document none does: its nonce, its form token and what it
/// says of components are encrypted anew for each, and what a person sees comes over the circuit. Answers of the API stay as they are;
/// files were compressed at the build.
/// </summary>
internal static class CompressedPages
{
    public static void AddCompressedPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [MediaTypeNames.Text.Html];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }
}

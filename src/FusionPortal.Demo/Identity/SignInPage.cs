using System.Text;
using System.Text.Encodings.Web;
using OpenIddict.Abstractions;

namespace FusionPortal.Demo.Identity;

/// <summary>The pages of the demo provider, in the portal's look.</summary>
internal static class SignInPage
{
    private const string Mark = """
        <svg class="mark" viewBox="0 0 22 22" aria-hidden="true">
          <path d="M10 2a9 9 0 0 0 0 18z" fill="var(--text)"/><path d="M12 2a9 9 0 0 1 0 18z" fill="var(--accent)"/></svg>
        """;

    public static IResult Choose(OpenIddictRequest request)
    {
        var body = new StringBuilder();
        body.Append(
            "<h1>Sign in to FusionPortal</h1><p class=\"lead\">Choose who to be. This sign-in exists in the demo only, so "
                + "nobody is asked for a password.</p>");
        body.Append("<form method=\"post\" action=\"").Append(DemoIdentityServer.AuthorizePath).Append("\">");
        foreach (var parameter in request.GetParameters())
            if (parameter.Key != "persona" && (string?)parameter.Value is { } value)
                body.Append("<input type=\"hidden\" name=\"").Append(Encode(parameter.Key)).Append("\" value=\"").Append(Encode(value))
                    .Append("\">");
        body.Append("<ul>");
        foreach (var (tint, persona) in Persona.People.Index())
        {
            var initials = string.Concat(persona.Name.Split(' ').Select(word => word[0]));
            body.Append("<li><button name=\"persona\" value=\"").Append(Encode(persona.SubjectId)).Append("\">")
                .Append("<span class=\"avatar av").Append(tint % 4 + 1).Append("\" aria-hidden=\"true\">").Append(Encode(initials))
                    .Append("</span>")
                .Append("<span class=\"who\"><b>").Append(Encode(persona.Name)).Append("</b><span>").Append(Encode(persona.Purpose))
                    .Append("</span></span>")
                .Append("<span class=\"role\">").Append(Encode(persona.Title)).Append("</span></button></li>");
        }
        body.Append("</ul></form>");
        return Page("Sign in · FusionPortal", body.ToString());
    }

    public static IResult SignedOut() => Page(
        "Signed out · FusionPortal",
        "<h1>You are signed out</h1><p class=\"lead\">Return to the portal to sign in again, as the same person or as another.</p>");

    public static IResult Asset(string file)
    {
        if (file is not ("tokens.css" or "signin.css")) return Results.NotFound();
        var stream = typeof(SignInPage).Assembly.GetManifestResourceStream(file)!;
        return Results.Stream(stream, "text/css; charset=utf-8");
    }

    private static IResult Page(string title, string body) => Results.Content($$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}}</title>
        <script>document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'</script>
        <link rel="stylesheet" href="/assets/tokens.css"><link rel="stylesheet" href="/assets/signin.css"><link rel="icon" href="data:,">
        </head>
        <body><main>{{Mark}}{{body}}</main>
        <footer>Demo sign-in. It listens on this machine only, and the portal refuses it outside Development.</footer></body>
        </html>
        """, "text/html; charset=utf-8");

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}

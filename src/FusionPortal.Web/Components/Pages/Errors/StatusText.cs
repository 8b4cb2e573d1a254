using FusionPortal.Web.Hosting.Texts;

namespace FusionPortal.Web.Components.Pages.Errors;

/// <summary>What the page of a status says to whoever asked for it.</summary>
/// <param name="Why">Whole sentences; that nothing was changed is said after them.</param>
internal sealed record StatusText(string Title, string Heading, string Why)
{
    public static StatusText NotFound { get; } =
        new("Not found", "Nothing is at this address", "The link may be old, or a letter is missing.");

    public static StatusText Of(int status, UnreadableRequest? unreadable = null) => status switch
    {
        StatusCodes.Status400BadRequest when unreadable is not null => new("Not readable", "This address cannot be read", unreadable.Why),
        StatusCodes.Status400BadRequest => new("Not understood", "The portal did not understand this",
            "The page that sent it may have been open for too long. Open it again and try once more."),
        StatusCodes.Status405MethodNotAllowed =>
            new("Not understood", "This address does not take that", "It can be opened, but nothing can be sent to it."),
        StatusCodes.Status413PayloadTooLarge => new("Too large", "That is too large to send", "The portal takes at most 1 MB at a time."),
        StatusCodes.Status415UnsupportedMediaType =>
            new("Not understood", "This address does not take that", "What was sent has a form that it does not read."),
        _ => NotFound,
    };
}

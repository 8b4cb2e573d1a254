namespace FusionPortal.Web.Hosting.Texts;

/// <summary>A body, read ahead of whoever it is meant for.</summary>
internal static class BodyText
{
    // The limit of every body; beyond it the server has refused already.
    private const int InMemory = 1024 * 1024;

    /// <summary>Reads the body whole and puts it back.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(InMemory + 1);
        var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy, cancellationToken);
        request.Body.Position = 0;
        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }
}

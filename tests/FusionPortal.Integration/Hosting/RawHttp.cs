using System.Net.Sockets;
using System.Text;

namespace FusionPortal.Integration.Hosting;

/// <summary>Requests that no HTTP client would send, byte by byte.</summary>
public static class RawHttp
{
    /// <summary>Sends and reads until the server closes.</summary>
    /// <param name="request">Latin-1, so that a test may write any byte; lines end in CR LF.</param>
    public static async Task<string> SendAsync(Uri server, string request, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

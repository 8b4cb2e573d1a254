using System.Net;
using System.Net.Sockets;

namespace FusionPortal.Demo;

/// <summary>Ports of 127.0.0.1.</summary>
internal static class Ports
{
    /// <summary>The wished port if nobody listens there, else any free one.</summary>
    public static int Free(int? wished = null) => wished is { } port && IsFree(port) ? port : Take(0)!.Value;

    public static bool IsFree(int port) => Take(port) is not null;

    private static int? Take(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException) when (port != 0)
        {
            return null;
        }
    }
}

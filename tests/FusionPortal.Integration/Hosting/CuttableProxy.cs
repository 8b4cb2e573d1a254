using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FusionPortal.Integration.Hosting;

/// <summary>Stands between the portal and its database, to take the database away and give it back.</summary>
public sealed class CuttableProxy : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly int _port;
    private TcpListener _listener;

    public CuttableProxy(string connectionString)
    {
        _target = new NpgsqlConnectionStringBuilder(connectionString);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>Through the proxy. A connection attempt gives up after 3 seconds.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_target.ConnectionString) { Host = "127.0.0.1", Port = _port, Timeout = 3 }.ConnectionString;

    /// <summary>Closes every connection and refuses new ones.</summary>
    public void Cut()
    {
        _listener.Stop();
        while (_open.TryTake(out var client)) client.Dispose();
    }

    public void Restore()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                _open.Add(near);
                _open.Add(far);
                await far.ConnectAsync(_target.Host!, _target.Port);
                _ = PumpAsync(near, far);
                _ = PumpAsync(far, near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; so is the other.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}

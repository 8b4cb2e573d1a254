using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FusionPortal.Integration.Hosting;

/// <summary>
/// Stands between the portal and its database and, once frozen, does what a hung server does: connections stay open, new ones are taken,
/// and nothing is answered any more.
/// </summary>
public sealed class FrozenProxy : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly CancellationTokenSource _frozen = new();
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FrozenProxy(string connectionString)
    {
        _target = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_target.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port
        }.ConnectionString;

    public void Freeze() => _frozen.Cancel();

    public void Dispose()
    {
        _frozen.Cancel();
        _listener.Stop();
        while (_open.TryTake(out var client)) client.Dispose();
        _frozen.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                _open.Add(near);
                if (_frozen.IsCancellationRequested) continue;
                var far = new TcpClient();
                _open.Add(far);
                await far.ConnectAsync(_target.Host!, _target.Port);
                _ = PumpAsync(near, far);
                _ = PumpAsync(far, near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _frozen.Token);
            from.Dispose();
            to.Dispose();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One side is gone, or the server hangs.
        }
    }
}

using System.Net.Sockets;
using Npgsql;

namespace FusionPortal.Web.Hosting;

/// <summary>Tells a database that cannot be reached from one that answered with an error of ours.</summary>
internal static class DatabaseAway
{
    public static bool IsCause(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            // Shutting down, starting up, too many connections, connection broken.
            if (exception is PostgresException { SqlState: var state })
                return state is "57P01" or "57P02" or "57P03" or "53300" || state.StartsWith("08", StringComparison.Ordinal);
            if (exception is NpgsqlException { InnerException: SocketException or IOException or TimeoutException }
                or NpgsqlException { IsTransient: true })
                return true;
        }
        return false;
    }
}

using System.Net.Sockets;
using System.Text;

namespace Biplane.EndToEnd.Tests.Connections;

/// <summary>A client that sends what it likes and then waits.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;

    private RawConnection(Socket socket) => _socket = socket;

    public static async Task<RawConnection> OpenAsync(Uri server, string sent, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            if (sent.Length > 0)
            {
                await socket.SendAsync(Encoding.ASCII.GetBytes(sent), cancellationToken);
            }

            return new RawConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The first line that the server says; empty when it closes without a word.</summary>
    public async Task<string> FirstLineAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[512];
        try
        {
            while (!text.ToString().Contains('\n', StringComparison.Ordinal)
                && await _socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed with our bytes unread.
        }

        return text.ToString().Split("\r\n")[0];
    }

    public void Dispose() => _socket.Dispose();
}

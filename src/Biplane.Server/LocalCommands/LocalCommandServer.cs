using System.Net.Sockets;
using System.Text;

namespace Biplane.Server.LocalCommands;

/// <summary>
/// Takes commands of this machine's operator over a Unix socket in the data folder: one line in, a few lines out. Whoever may open the
/// socket (mode 0600, in a folder of mode 0700) is the operator; the network cannot reach it.
/// </summary>
internal sealed class LocalCommandServer(string path, LocalCommandHandler handler) : IAsyncDisposable
{
    private const int MaxCommandBytes = 4096;

    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private Task _running = Task.CompletedTask;

    /// <exception cref="InvalidOperationException">Another server runs on this data folder.</exception>
    public void Start()
    {
        var endPoint = new UnixDomainSocketEndPoint(path);
        if (File.Exists(path))
        {
            if (LocalCommandClient.IsListening(path))
            {
                throw new InvalidOperationException("Another Biplane server runs on this data folder.");
            }

            // Left behind by a server that was killed.
            File.Delete(path);
        }

        _socket.Bind(endPoint);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _socket.Listen();
        _running = RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _running;
        _stop.Dispose();
        File.Delete(path);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await _socket.AcceptAsync(stopping);
                await AnswerAsync(client, stopping);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // A client that went away or was too slow; or the end of this server.
            }
        }
    }

    private async Task AnswerAsync(Socket client, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(CommandTimeout);
        await using var stream = new NetworkStream(client, ownsSocket: false);
        var buffer = new byte[MaxCommandBytes];
        var length = 0;
        while (length < buffer.Length && Array.IndexOf(buffer, (byte)'\n', 0, length) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), limit.Token);
            if (read == 0)
            {
                return;
            }

            length += read;
        }

        var command = Encoding.UTF8.GetString(buffer, 0, length).Trim();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(await handler.RunAsync(command, limit.Token)), limit.Token);
    }
}

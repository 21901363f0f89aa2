using System.Net;
using System.Net.Sockets;
using Biplane.Contracts.Planes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Biplane.Hosting.Configuration;

/// <summary>
/// A socket that is bound before its server is built. So a port that the system chose is known while the planes' addresses are still
/// being put together, and no other process can take it in between.
/// </summary>
public sealed class BoundListener : IDisposable
{
    private readonly Socket _socket;

    public BoundListener(ListenAddress address)
    {
        Address = address;
        _socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(address.Address, address.Port));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public ListenAddress Address { get; }

    public IPEndPoint EndPoint { get; }

    /// <summary>The address that reaches it from this machine.</summary>
    public PlaneUrl LocalUrl
    {
        get
        {
            var host = Address.IsAny ? "127.0.0.1"
                : EndPoint.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{EndPoint.Address}]"
                : EndPoint.Address.ToString();
            return PlaneUrl.Create($"http://{host}:{EndPoint.Port}");
        }
    }

    public void Dispose() => _socket.Dispose();

    internal void Configure(KestrelServerOptions kestrel) => kestrel.Listen(EndPoint);

    internal Socket Take(EndPoint endPoint) => endPoint.Equals(EndPoint) ? _socket : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
}

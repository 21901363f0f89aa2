using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>A server with one project, whose logs are empty.</summary>
public abstract class LogsTestBase : IAsyncLifetime
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal DataServer Server { get; private set; } = null!;

    internal ObjectRef Logs { get; private set; }

    internal RowsOf Rows { get; private set; } = null!;

    /// <summary>The server's clock; null for the real one.</summary>
    protected virtual TimeProvider? Time => null;

    /// <summary>The server's options.</summary>
    internal virtual DataPlaneOptions Configure(DataPlaneOptions options) => options;

    public virtual async ValueTask InitializeAsync()
    {
        Server = await DataServer.StartAsync(Time, Configure);
        Logs = Server.Objects.Add(ObjectKind.ProjectLogs, People.Acme);
        Rows = new RowsOf(Server, Logs);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Server.DisposeAsync();
    }
}

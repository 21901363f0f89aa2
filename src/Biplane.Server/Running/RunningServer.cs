using Biplane.Contracts.Planes;
using Biplane.ControlPlane;
using Biplane.DataPlane;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Keys;
using Biplane.Server.LocalCommands;
using Biplane.Server.Settings;

namespace Biplane.Server.Running;

/// <summary>The planes of this process. In role all they still speak HTTP with each other and share nothing but the process.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(ServerSettings settings, PlaneUrl appUrl)
    {
        (Settings, AppUrl) = (settings, appUrl);
        Connections = ConnectionShares.Of(settings.Role, settings.MaxConnections, OpenFiles.Limit());
    }

    public ServerSettings Settings { get; }

    public PlaneUrl AppUrl { get; }

    /// <summary>The data plane's public address; null in role control.</summary>
    public PlaneUrl? ApiUrl { get; private set; }

    public ControlPlaneHost? Control { get; private set; }

    public LocalCommandHandler? Commands { get; private set; }

    public DataPlaneHost? Data { get; private set; }

    private ConnectionShares Connections { get; }

    private LocalCommandServer? CommandServer { get; set; }

    public static async Task<RunningServer> StartAsync(ServerSettings settings, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(settings.DataDirectory);
        var app = settings.Role == PlaneRole.Data ? null : Bind(settings.ListenApp);
        var server = new RunningServer(settings, settings.AppUrl ?? app?.LocalUrl ?? throw new InvalidOperationException("The app URL is missing."));
        try
        {
            if (app is not null)
            {
                await server.StartControlAsync(app, cancellationToken);
            }

            if (settings.Role != PlaneRole.Control)
            {
                await server.StartDataAsync(app, cancellationToken);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public static Task WaitAsync(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stopping.Register(stopped.SetResult);
        return stopped.Task;
    }

    // The data plane first: while it finishes what it took, it may still need its control plane.
    public async ValueTask DisposeAsync()
    {
        if (Data is { } data)
        {
            await data.StopAsync(CancellationToken.None);
            await data.DisposeAsync();
        }

        if (CommandServer is { } commands)
        {
            await commands.DisposeAsync();
        }

        if (Control is { } control)
        {
            await control.StopAsync(CancellationToken.None);
            await control.DisposeAsync();
        }
    }

    private async Task StartControlAsync(BoundListener listener, CancellationToken cancellationToken)
    {
        Control = await ControlPlaneHost.StartAsync(
            new ControlPlaneOptions
            {
                Listener = listener,
                AppUrl = AppUrl,
                DataDirectory = Path.Combine(Settings.DataDirectory, "control"),
                UiDirectory = Settings.UiDirectory,
                UiOrigins = Settings.UiOrigins,
                AllowedHosts = Settings.AllowedHosts,
                MaxConnections = Connections.ControlPlane,
                BootstrapOrganization = Settings.BootstrapOrganization,
                BootstrapEmail = Settings.BootstrapEmail,
                BootstrapApiKey = Settings.BootstrapApiKey,
            },
            _ => { },
            cancellationToken);
        Commands = new LocalCommandHandler(Control, AppUrl);
        var server = new LocalCommandServer(Settings.SocketPath, Commands);
        server.Start();
        CommandServer = server;
    }

    private async Task StartDataAsync(BoundListener? control, CancellationToken cancellationToken)
    {
        var listener = Bind(Settings.ListenApi);
        ApiUrl = Settings.ApiUrl ?? listener.LocalUrl;
        var folder = Path.Combine(Settings.DataDirectory, "data");

        Data = await DataPlaneHost.StartAsync(
            new DataPlaneOptions
            {
                Listener = listener,
                ApiUrl = ApiUrl.Value,
                AppUrl = AppUrl,
                ControlUrl = control?.LocalUrl ?? Settings.ControlUrl ?? AppUrl,
                DataDirectory = folder,
                EnrollCode = EnrollCode(),
                AllowedOrganizationIds = Settings.AllowedOrganizationIds,
                UiOrigins = Settings.UiOrigins,
                AllowedHosts = Settings.AllowedHosts,
                MaxConnections = Connections.DataPlane,
                AuthMaxStale = Settings.AuthMaxStale,
                QueryMemoryBytes = Settings.QueryMemoryBytes,
                QuerySpillBytes = Settings.QuerySpillBytes,
                QueryTimeout = Settings.QueryTimeout,
                AsyncQueryRetention = Settings.AsyncQueryRetention,
                AsyncQueryBytes = Settings.AsyncQueryBytes,
                ModelPrices = Settings.ModelPrices,
            },
            _ => { },
            cancellationToken);
        if (control is not null)
        {
            await Data.WaitUntilJoinedAsync(cancellationToken);
        }
    }

    // In one process the code goes from hand to hand; from there on it is the same protocol.
    private Func<CancellationToken, Task<SecretString>>? EnrollCode() => (Control, Settings.EnrollCode) switch
    {
        ({ } plane, _) => async token => new SecretString((await plane.CreateEnrollmentCodeAsync(token)).Value),
        (null, { } code) => _ => Task.FromResult(code),
        _ => null,
    };

    private static BoundListener Bind(ListenAddress address)
    {
        try
        {
            return new BoundListener(address);
        }
        catch (System.Net.Sockets.SocketException error)
        {
            throw new InvalidOperationException($"cannot listen on {address}: {error.Message}", error);
        }
    }
}

using System.Net;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane;
using Biplane.DataPlane;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Keys;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Biplane.Architecture.Tests.Routes;

/// <summary>Both planes, started, so that the routes are those that are served.</summary>
public sealed class RunningPlanes : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("biplane-routes-").FullName;
    private ControlPlaneHost? _control;
    private DataPlaneHost? _data;

    /// <summary>Every route of both planes: <c>control POST /path</c>.</summary>
    public IReadOnlyList<(string Name, RouteEndpoint Endpoint)> Routes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var control = new BoundListener(new ListenAddress(IPAddress.Loopback.ToString(), 0));
        var ui = Path.Combine(_folder, "ui");
        Directory.CreateDirectory(ui);
        await File.WriteAllTextAsync(Path.Combine(ui, "index.html"), "<!doctype html>", cancellationToken);
        _control = await ControlPlaneHost.StartAsync(
            new ControlPlaneOptions
            {
                Listener = control,
                AppUrl = control.LocalUrl,
                DataDirectory = Path.Combine(_folder, "control"),
                UiDirectory = ui,
                BootstrapOrganization = MetadataName.Create("local"),
                BootstrapEmail = EmailAddress.Create("owner@localhost"),
            },
            _ => { },
            cancellationToken);
        var data = new BoundListener(new ListenAddress(IPAddress.Loopback.ToString(), 0));
        _data = await DataPlaneHost.StartAsync(
            new DataPlaneOptions
            {
                Listener = data,
                ApiUrl = data.LocalUrl,
                AppUrl = control.LocalUrl,
                ControlUrl = control.LocalUrl,
                DataDirectory = Path.Combine(_folder, "data"),
                EnrollCode = async token => new SecretString((await _control.CreateEnrollmentCodeAsync(token)).Value),
            },
            _ => { },
            cancellationToken);
        Routes = [.. Of("control", _control.Services), .. Of("data", _data.Services)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_data is not null)
        {
            await _data.StopAsync(CancellationToken.None);
            await _data.DisposeAsync();
        }

        if (_control is not null)
        {
            await _control.StopAsync(CancellationToken.None);
            await _control.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<(string Name, RouteEndpoint Endpoint)> Of(string plane, IServiceProvider services) =>
        from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
        select ($"{plane} {method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}", endpoint);
}

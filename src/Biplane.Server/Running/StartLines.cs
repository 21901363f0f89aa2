using System.Data.Common;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Health;
using Biplane.Server.LocalCommands;

namespace Biplane.Server.Running;

/// <summary>What a start prints: where to go, what to paste, and <c>ready</c> as the last line.</summary>
internal static class StartLines
{
    public static async Task WriteAsync(RunningServer server, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Biplane {ProductVersion.Text}, data in {server.Settings.DataDirectory}");
        await output.WriteLineAsync();
        if (server.Control is { } control)
        {
            await WriteUserInterfaceAsync(server, output, cancellationToken);
            if (server.Settings.Role == PlaneRole.Control && !await control.HasDataPlaneAsync(cancellationToken))
            {
                await output.WriteLineAsync("Start a data plane within the hour with");
                await output.WriteLineAsync($"  BIPLANE_ROLE=data BIPLANE_APP_URL={server.AppUrl} BIPLANE_ENROLL_CODE={(await control.CreateEnrollmentCodeAsync(cancellationToken)).Value}");
                await output.WriteLineAsync();
            }
        }

        await WriteExportsAsync(server, output);
        await output.WriteLineAsync("ready");
        await output.FlushAsync(cancellationToken);
    }

    private static async Task WriteUserInterfaceAsync(RunningServer server, TextWriter output, CancellationToken cancellationToken)
    {
        if (server.Settings.ListenApp.IsLoopback && server.Commands is { } commands && await LinkAsync(commands, cancellationToken) is { } link)
        {
            await output.WriteLineAsync("Open this once, within ten minutes (`./biplane login-link` prints another):");
            await output.WriteLineAsync("  " + link);
        }
        else
        {
            await output.WriteLineAsync($"User interface: {server.AppUrl}");
        }

        await output.WriteLineAsync();
    }

    // A link has to be written down. On a full disk there is none, and that is no reason not to start.
    private static async Task<string?> LinkAsync(LocalCommandHandler commands, CancellationToken cancellationToken)
    {
        try
        {
            return await commands.LinkAsync(cancellationToken);
        }
        catch (DbException)
        {
            return null;
        }
    }

    private static async Task WriteExportsAsync(RunningServer server, TextWriter output)
    {
        if (server.ApiUrl is { } api)
        {
            await output.WriteLineAsync($"export BRAINTRUST_APP_URL={api}");
            await output.WriteLineAsync($"export BRAINTRUST_API_URL={api}");
        }

        if (server.Control?.FirstStart is { } first)
        {
            await output.WriteLineAsync(
                server.Settings.BootstrapApiKey is null
                    ? $"export BRAINTRUST_API_KEY={first.ApiKey.Reveal()}"
                    : "# BRAINTRUST_API_KEY: the one given as BIPLANE_BOOTSTRAP_API_KEY");
        }
        else if (server.Control is not null)
        {
            await output.WriteLineAsync("# API keys exist only as hashes: `./biplane key new` makes a new one.");
        }

        await output.WriteLineAsync();
    }
}

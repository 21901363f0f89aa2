using System.Data.Common;
using System.Runtime.InteropServices;
using Biplane.Hosting.Health;
using Biplane.Hosting.Sqlite;
using Biplane.Server.LocalCommands;
using Biplane.Server.Settings;

namespace Biplane.Server.Running;

/// <summary>The program: run the planes, or send a command to the ones that run.</summary>
internal static class ServerProgram
{
    private const int Usage = 2;
    private const int Failure = 1;

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        return await RunAsync(arguments, Environment.GetEnvironmentVariable, Console.Out, Console.Error, stop.Token);

        void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    public static async Task<int> RunAsync(
        string[] arguments, Func<string, string?> environment, TextWriter output, TextWriter errors, CancellationToken stopping)
    {
        switch (arguments)
        {
            case ["--help" or "-h" or "help"]:
                await WriteHelpAsync(output);
                return 0;
            case ["--version" or "version"]:
                await output.WriteLineAsync(ProductVersion.Text);
                return 0;
        }

        var command = LocalCommandHandler.All.FirstOrDefault(c => string.Join(' ', arguments).StartsWith(c, StringComparison.Ordinal));
        var flags = command is null ? arguments : arguments[command.Split(' ').Length..];
        var reader = new SettingsReader(new SettingValues(flags, environment, "biplane.json"));
        if (reader.Read() is not { } settings)
        {
            foreach (var error in reader.Errors)
            {
                await errors.WriteLineAsync("biplane: " + error);
            }

            return Usage;
        }

        return command is null
            ? await ServeAsync(settings, output, errors, stopping)
            : await SendAsync(command, settings, output, errors, stopping);
    }

    private static async Task<int> ServeAsync(ServerSettings settings, TextWriter output, TextWriter errors, CancellationToken stopping)
    {
        try
        {
            await using var server = await RunningServer.StartAsync(settings, stopping);
            await StartLines.WriteAsync(server, output, stopping);
            await RunningServer.WaitAsync(stopping);
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (DbException error)
        {
            await errors.WriteLineAsync($"biplane: cannot start: a database in {settings.DataDirectory} cannot be opened: {error.Message} Is the disk full?");
            return Failure;
        }
        catch (Exception error) when (error is MigrationException or InvalidOperationException or InvalidDataException or IOException
            or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            await errors.WriteLineAsync("biplane: cannot start: " + error.Message);
            return Failure;
        }
    }

    private static async Task<int> SendAsync(
        string command, ServerSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (await LocalCommandClient.SendAsync(settings.SocketPath, command, cancellationToken) is not { } answer)
        {
            await errors.WriteLineAsync($"biplane: no server runs on the data folder {settings.DataDirectory}. Start one with `./biplane up`.");
            return Failure;
        }

        await output.WriteAsync(answer);
        return 0;
    }

    private static async Task WriteHelpAsync(TextWriter output)
    {
        await output.WriteLineAsync("usage: biplane [options]           run the planes");
        await output.WriteLineAsync("       biplane key new             make an API key at the running server");
        await output.WriteLineAsync("       biplane login-link          print a one-time log-in link of the running server");
        await output.WriteLineAsync("       biplane enroll-code         print a code with which a data plane joins the running control plane");
        await output.WriteLineAsync();
        foreach (var setting in KnownSettings.All)
        {
            await output.WriteLineAsync($"  {setting.Flag,-20} {setting.Meaning} (default: {setting.Default})");
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("Each option is also an environment variable (BIPLANE_LISTEN_API for --listen-api) and a key in biplane.json.");
    }
}

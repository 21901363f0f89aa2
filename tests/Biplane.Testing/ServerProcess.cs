using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Biplane.Testing;

/// <summary>The built server in a process and a data folder of its own, on ports that the system chooses.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private ServerProcess(Process process, string folder, bool ownsFolder, Uri api, string key, TimeSpan ready)
    {
        _process = process;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Api = api;
        ReadyAfter = ready;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseCookies = false }) { BaseAddress = api, Timeout = TimeSpan.FromMinutes(2) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Uri Api { get; }

    public TimeSpan ReadyAfter { get; }

    public HttpClient Http { get; }

    /// <summary>Files and sockets that the process holds open. Linux only.</summary>
    public int OpenDescriptors => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    public bool IsRunning => !_process.HasExited;

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The key of the owner.</summary>
    public const string Key = "sk-test-key-of-more-than-32-characters-0123456789abcdef";

    /// <summary>Starts the server and waits until it says <c>ready</c>.</summary>
    /// <param name="folder">The data folder; a new temporary one when null.</param>
    /// <param name="environment">Further options.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task<ServerProcess> StartAsync(
        string? folder, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken) =>
        StartAsync(folder, environment, shell: null, cancellationToken);

    /// <summary>Starts the server below a shell line that prepares its surroundings and ends in <c>exec "$0"</c>, which is the server.</summary>
    public static async Task<ServerProcess> StartAsync(
        string? folder, IReadOnlyDictionary<string, string>? environment, string? shell, CancellationToken cancellationToken)
    {
        var ownsFolder = folder is null;
        folder ??= Path.Combine(Path.GetTempPath(), "biplane-server-" + Guid.NewGuid().ToString("N"));
        var start = new ProcessStartInfo(shell is null ? Locate() : "/bin/sh", shell is null ? [] : ["-c", shell, Locate()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["BIPLANE_DATA_DIR"] = folder;
        start.Environment["BIPLANE_LISTEN_APP"] = "127.0.0.1:0";
        start.Environment["BIPLANE_LISTEN_API"] = "127.0.0.1:0";
        start.Environment["BIPLANE_LISTEN_OTLP"] = "off";
        start.Environment["BIPLANE_BOOTSTRAP_API_KEY"] = Key;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var log = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            var api = await ReadyAsync(process, cancellationToken) ?? throw new InvalidOperationException("The server ended before it was ready: " + await log);
            _ = process.StandardOutput.ReadToEndAsync(cancellationToken);
            return new ServerProcess(process, folder, ownsFolder, api, Key, began.Elapsed);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    // The address of the data plane once everything is ready; null when the program ends before that.
    private static async Task<Uri?> ReadyAsync(Process process, CancellationToken cancellationToken)
    {
        Uri? api = null;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            const string prefix = "export BRAINTRUST_API_URL=";
            if (line.Contains(prefix, StringComparison.Ordinal))
            {
                api = new Uri(line[(line.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..].Trim('"', ' '));
            }
            else if (line.Contains("API", StringComparison.Ordinal) && api is null && line.Contains("http://127.0.0.1:", StringComparison.Ordinal))
            {
                api = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
            }

            if (line == "ready")
            {
                return api ?? throw new InvalidOperationException("The server printed no API address.");
            }
        }

        return null;
    }

    public async Task<Guid> CreateProjectAsync(CancellationToken cancellationToken)
    {
        using var content = new StringContent("{\"name\":\"bench\"}", System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri("/v1/project", UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return body.RootElement.GetProperty("id").GetGuid();
    }

    /// <summary>Sends one body; throws unless it was acknowledged.</summary>
    public async Task PostLogsAsync(byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(buffer, 0, length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await Http.PostAsync(new Uri("/logs3", UriKind.Relative), content, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"/logs3 answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public async Task<JsonElement> StatusAsync(CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await Http.GetByteArrayAsync(new Uri("/status", UriKind.Relative), cancellationToken));
        return body.RootElement.Clone();
    }

    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Ends the process at once, as a power cut of the process would. The data folder stays.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    // The server is built beside the program that uses this class, in the same configuration: artifacts/bin/NAME/CONFIGURATION.
    private static string Locate()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(own.Parent!.Parent!.FullName, "Biplane.Server", own.Name, "Biplane.Server");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build the server first: ./biplane build", path);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        _process.Dispose();
        if (_ownsFolder && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

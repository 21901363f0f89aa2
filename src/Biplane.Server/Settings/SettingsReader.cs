using System.Globalization;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Keys;
using Biplane.Query.Prices;

namespace Biplane.Server.Settings;

/// <summary>Turns texts into settings and says everything that is wrong at once. Secrets are never repeated in a message.</summary>
internal sealed class SettingsReader(SettingValues values)
{
    private readonly List<string> _errors = [.. values.Errors];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The settings, or null if <see cref="Errors"/> has something to say.</summary>
    public ServerSettings? Read()
    {
        var role = Parse(KnownSettings.Role, PlaneRole.All, "must be all, data or control", ParseRole);
        var settings = new ServerSettings
        {
            Role = role,
            AppUrl = Optional(KnownSettings.AppUrl),
            ApiUrl = Optional(KnownSettings.ApiUrl),
            ControlUrl = Optional(KnownSettings.ControlUrl),
            ListenApp = Parse(KnownSettings.ListenApp, new ListenAddress("127.0.0.1", 5180), "must be host:port", ParseListen),
            ListenApi = Parse(KnownSettings.ListenApi, new ListenAddress("127.0.0.1", 5181), "must be host:port", ParseListen),
            DataDirectory = Path.GetFullPath(values.Find(KnownSettings.DataDir) ?? "data"),
            UiDirectory = UiDirectory(),
            UiOrigins = List<string>(KnownSettings.UiOrigins, "must be origins like https://ui.example.com", ParseOrigin),
            AllowedHosts = List<string>(KnownSettings.AllowedHosts, "must be host names", ParseHost),
            BootstrapOrganization = Parse(KnownSettings.BootstrapOrg, MetadataName.Create("local"), "must be a name of 1 to 512 characters", ParseName),
            BootstrapEmail = Parse(KnownSettings.BootstrapEmail, EmailAddress.Create("owner@localhost"), "must be an e-mail address", ParseEmail),
            BootstrapApiKey = Secret(KnownSettings.BootstrapApiKey, "must have 32 to 512 characters and a right checksum", ApiKeyFormat.IsPlausible),
            EnrollCode = Secret(KnownSettings.EnrollCode, "must be a code that a control plane printed", text => EnrollmentCode.TryCreate(text, out _)),
            AllowedOrganizationIds = values.Find(KnownSettings.AllowedOrgIds) is null
                ? null
                : List<Guid>(KnownSettings.AllowedOrgIds, "must be organization ids (UUIDs)", ParseId),
            AuthMaxStale = Parse(KnownSettings.AuthMaxStale, TimeSpan.FromHours(24), "must be a time like 30m, 24h or 0", ParseDuration),
            QueryMemoryBytes = Parse(KnownSettings.QueryMemory, 1L << 30, "must be a size from 256MiB on, like 2GiB", ParseMemory),
            QuerySpillBytes = Parse(KnownSettings.QuerySpill, 8L << 30, "must be a size like 500MiB, 10GiB or 1TiB", ParseSize),
            QueryTimeout = Parse(KnownSettings.QueryTimeout, TimeSpan.FromSeconds(60), "must be a time from 1s to 12m, like 90s", ParseTimeout),
            AsyncQueryRetention = Parse(KnownSettings.AsyncQueryRetention, TimeSpan.FromDays(7), "must be a time like 12h or 7d", ParseDuration),
            AsyncQueryBytes = Parse(KnownSettings.AsyncQuerySpace, 10L << 30, "must be a size like 500MiB, 10GiB or 1TiB", ParseSize),
            MaxConnections = Parse(KnownSettings.MaxConnections, 20_000, "must be a number from 100 to 1000000", ParseConnections),
            ModelPrices = Prices(),
        };
        CheckOtlp();
        CheckTelemetry();
        if (role == PlaneRole.Data && settings.AppUrl is null && _errors.Count == 0)
        {
            _errors.Add($"{KnownSettings.AppUrl.Variable} is needed in role data: it is where people and this plane find the control plane.");
        }

        return _errors.Count == 0 ? settings : null;
    }

    private string? UiDirectory()
    {
        if (values.Find(KnownSettings.UiDir) is { } folder)
        {
            return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        }

        string[] places = [Path.Combine(AppContext.BaseDirectory, "wwwroot"), Path.GetFullPath(Path.Combine("ui", "dist"))];
        return Array.Find(places, Directory.Exists);
    }

    private ModelPrices Prices()
    {
        if (values.Find(KnownSettings.ModelPrices) is { } path)
        {
            try
            {
                return ModelPrices.Default.With(ModelPrices.Parse(File.ReadAllBytes(path)));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                Wrong(KnownSettings.ModelPrices, "must be the path of a file that can be read");
            }
            catch (FormatException error)
            {
                Wrong(KnownSettings.ModelPrices, $"must be a file of model prices. {error.Message.TrimEnd('.')}");
            }
        }

        return ModelPrices.Default;
    }

    private void CheckOtlp()
    {
        if (values.Find(KnownSettings.ListenOtlp) is { } text && text != "off" && !ListenAddress.TryParse(text, out _))
        {
            Wrong(KnownSettings.ListenOtlp, "must be host:port or off");
        }
    }

    private void CheckTelemetry()
    {
        if (values.Find(KnownSettings.Telemetry) is { } text && text != "none")
        {
            Wrong(KnownSettings.Telemetry, "must be none: this version sends no telemetry");
        }
    }

    private PlaneUrl? Optional(Setting setting)
    {
        if (values.Find(setting) is not { } text)
        {
            return null;
        }

        if (PlaneUrl.TryCreate(text, out var url))
        {
            return url;
        }

        Wrong(setting, "must be an http or https address without query and fragment");
        return null;
    }

    private SecretString? Secret(Setting setting, string rule, Func<string, bool> isRight)
    {
        if (values.Find(setting) is not { } text)
        {
            return null;
        }

        if (!isRight(text))
        {
            Wrong(setting, rule);
        }

        return new SecretString(text);
    }

    private T Parse<T>(Setting setting, T otherwise, string rule, TryParse<T> parse)
    {
        if (values.Find(setting) is not { } text)
        {
            return otherwise;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        Wrong(setting, rule);
        return otherwise;
    }

    private List<T> List<T>(Setting setting, string rule, TryParse<T> parse)
    {
        var list = new List<T>();
        foreach (var text in (values.Find(setting) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (parse(text, out var value))
            {
                list.Add(value);
            }
            else
            {
                Wrong(setting, rule);
                break;
            }
        }

        return list;
    }

    private void Wrong(Setting setting, string rule) => _errors.Add($"{setting.Variable} ({setting.Flag}) {rule}.");

    private static bool ParseRole(string text, out PlaneRole role)
    {
        role = text switch { "data" => PlaneRole.Data, "control" => PlaneRole.Control, _ => PlaneRole.All };
        return text is "all" or "data" or "control";
    }

    private static bool ParseListen(string text, out ListenAddress address)
    {
        var isRight = ListenAddress.TryParse(text, out var parsed);
        address = parsed!;
        return isRight;
    }

    private static bool ParseOrigin(string text, out string origin)
    {
        var isRight = PlaneUrl.TryCreate(text, out var url) && url.Value == url.Origin;
        origin = isRight ? url.Origin : "";
        return isRight;
    }

    private static bool ParseHost(string text, out string host)
    {
        host = text;
        return Uri.CheckHostName(text) != UriHostNameType.Unknown;
    }

    private static bool ParseName(string text, out MetadataName name) => MetadataName.TryCreate(text, out name);

    private static bool ParseEmail(string text, out EmailAddress email) => EmailAddress.TryCreate(text, out email);

    private static bool ParseId(string text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    private static bool ParseConnections(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 100 and <= 1_000_000;

    // With less, a merge of segments has no room.
    private static bool ParseMemory(string text, out long bytes) => ParseSize(text, out bytes) && bytes >= 256L << 20;

    // Five times the most is the hour that background queries have.
    private static bool ParseTimeout(string text, out TimeSpan time) =>
        ParseDuration(text, out time) && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromMinutes(12);

    private static bool ParseSize(string text, out long bytes)
    {
        bytes = 0;
        var shift = text.Length <= 3 ? 0 : text[^3..] switch { "MiB" => 20, "GiB" => 30, "TiB" => 40, _ => 0 };
        if (shift == 0 || !int.TryParse(text.AsSpan(0, text.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 1_000_000)
        {
            return false;
        }

        bytes = (long)number << shift;
        return true;
    }

    private static bool ParseDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 1_000_000)
        {
            return false;
        }

        duration = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => TimeSpan.MinValue,
        };
        return duration != TimeSpan.MinValue;
    }

    private delegate bool TryParse<T>(string text, out T value);
}

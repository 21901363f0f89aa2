namespace Biplane.Server.Settings;

/// <summary>The texts of the options: a flag wins over an environment variable, that over the file <c>biplane.json</c>.</summary>
internal sealed class SettingValues
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public SettingValues(IReadOnlyList<string> arguments, Func<string, string?> environment, string? file)
    {
        var configuration = file is not null && File.Exists(file) ? new ConfigurationBuilder().AddJsonFile(file).Build() : null;
        foreach (var setting in KnownSettings.All)
        {
            // An empty variable is one that a script did not fill: it counts as absent.
            var text = environment(setting.Variable) is { Length: > 0 } variable ? variable : configuration?[setting.Key];
            if (!string.IsNullOrEmpty(text))
            {
                _values[setting.Name] = text;
            }
        }

        Read(arguments);
    }

    public List<string> Errors { get; } = [];

    public string? Find(Setting setting) => _values.GetValueOrDefault(setting.Name);

    private void Read(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var (flag, value) = Split(arguments[i]);
            if (KnownSettings.All.FirstOrDefault(s => s.Flag == flag) is not { } setting)
            {
                Errors.Add($"{flag} is no option of this program; --help lists them.");
            }
            else if ((value ?? (i + 1 < arguments.Count ? arguments[++i] : null)) is { Length: > 0 } text)
            {
                _values[setting.Name] = text;
            }
            else
            {
                Errors.Add($"{flag} needs a value.");
            }
        }
    }

    private static (string Flag, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}

using System.Globalization;

namespace Biplane.Load;

/// <summary>Options of a benchmark, <c>--name value</c>.</summary>
internal sealed class LoadOptions(IReadOnlyDictionary<string, string> values)
{
    public static LoadOptions Parse(string[] args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            values[args[i].TrimStart('-')] = args[i + 1];
        }

        return new LoadOptions(values);
    }

    public int Number(string name, int otherwise) =>
        values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string? Text(string name) => values.GetValueOrDefault(name);
}

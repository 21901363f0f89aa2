using System.Globalization;

namespace Biplane.Load;

/// <summary>Options of a benchmark, <c>--name value</c>.</summary>
internal sealed class LoadOptions(IReadOnlyDictionary<string, string> values)
{
    /// <param name="args">What was written behind the name of the benchmark.</param>
    /// <param name="known">The options that the benchmark has, without their dashes.</param>
    /// <exception cref="LoadOptionException">One is not known or has no value: a run of minutes does not begin by mistake.</exception>
    public static LoadOptions Parse(ReadOnlySpan<string> args, IReadOnlyList<string> known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw new LoadOptionException($"{args[i]} is no option of this benchmark; it has --{string.Join(", --", known)}.");
            }

            values[name] = i + 1 < args.Length ? args[i + 1] : throw new LoadOptionException($"--{name} needs a value.");
        }

        return new LoadOptions(values);
    }

    /// <exception cref="LoadOptionException">It is no whole number, or a negative one.</exception>
    public int Number(string name, int otherwise)
    {
        if (!values.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new LoadOptionException($"--{name} takes a whole number, not '{text}'.");
    }

    public string? Text(string name) => values.GetValueOrDefault(name);
}

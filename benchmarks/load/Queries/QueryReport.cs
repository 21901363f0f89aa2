using System.Globalization;
using System.Text.Json;

namespace Biplane.Load.Queries;

/// <summary>Medians by question and engine, with the ratio of the first engine to each other one.</summary>
/// <param name="engines">The columns.</param>
/// <param name="apart">Those of them that are no engine and compare with none.</param>
internal sealed class QueryReport(IReadOnlyList<string> engines, IReadOnlyList<string> apart)
{
    private readonly Dictionary<string, Dictionary<string, double>> _times = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _notes = new(StringComparer.Ordinal);

    public void Add(string question, string engine, double milliseconds)
    {
        if (!_times.TryGetValue(question, out var row))
        {
            _times.Add(question, row = new Dictionary<string, double>(StringComparer.Ordinal));
        }

        row[engine] = milliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {engine,-10} {question,-16} {milliseconds,10:N1} ms"));
    }

    public void Note(string name, double value) => _notes[name] = value;

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"  {"median in ms",-16} {string.Join(' ', engines.Select(engine => $"{engine,18}"))}");
        foreach (var (question, row) in _times)
        {
            var own = row.GetValueOrDefault(engines[0]);
            Console.WriteLine($"  {question,-16} " + string.Join(' ', engines.Select(engine => row.TryGetValue(engine, out var time)
                ? string.Create(CultureInfo.InvariantCulture, $"{time,10:N1}{(engine == engines[0] || apart.Contains(engine) ? "" : $" ({own / time:N2}x)"),8}")
                : $"{"",18}")));
        }

        Console.WriteLine();
        var json = new Dictionary<string, object> { ["bench"] = "query" };
        foreach (var (name, value) in _notes)
        {
            json[name] = Math.Round(value, 1);
        }

        foreach (var (question, row) in _times)
        {
            json[question] = row.ToDictionary(entry => entry.Key, entry => Math.Round(entry.Value, 2));
        }

        Console.WriteLine(JsonSerializer.Serialize(json));
    }
}

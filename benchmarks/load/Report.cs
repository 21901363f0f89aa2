using System.Globalization;
using System.Text.Json;

namespace Biplane.Load;

/// <summary>A table for people, then one JSON object as the last line.</summary>
internal sealed class Report(string bench)
{
    private readonly List<(string Name, object Value, string Unit)> _figures = [];

    public void Add(string name, double value, string unit, int digits = 1) => _figures.Add((name, Math.Round(value, digits), unit));

    public void Print()
    {
        Console.WriteLine();
        foreach (var (name, value, unit) in _figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-22} {value,14:N2} {unit}"));
        }

        Console.WriteLine();
        var json = new Dictionary<string, object> { ["bench"] = bench };
        foreach (var (name, value, _) in _figures)
        {
            json[name] = value;
        }

        Console.WriteLine(JsonSerializer.Serialize(json));
    }
}

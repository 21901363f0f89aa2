using System.Text.Json;

namespace Biplane.DataPlane.Traces;

/// <summary>Sums over the spans of an answer.</summary>
internal sealed class TraceTotals
{
    private double? _start;
    private double? _end;
    private double _tokens;
    private double _cost;
    private long _errors;

    /// <summary>How many spans there are.</summary>
    public int Spans { get; private set; }

    public void Add(double? start, double? end, double? tokens, double? cost, bool hasError)
    {
        Spans++;
        _start = start < _start || _start is null ? start ?? _start : _start;
        _end = Later(Later(_end, start), end);
        _tokens += tokens ?? 0;
        _cost += cost ?? 0;
        _errors += hasError ? 1 : 0;
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("totals"u8);
        json.WriteNumber("spans"u8, Spans);
        Write(json, "start", _start);
        Write(json, "end", _end);
        Write(json, "duration", _end - _start);
        Write(json, "tokens", _tokens);
        Write(json, "cost", _cost);
        json.WriteNumber("errors"u8, _errors);
        json.WriteEndObject();
    }

    private static double? Later(double? known, double? time) => time > known || known is null ? time ?? known : known;

    // A sum beyond 64 bits is null, like every number beyond 64 bits.
    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

using System.Text;

namespace Biplane.DataPlane.Traces;

/// <summary>Texts that repeat, each with the number under which an answer lists it.</summary>
internal sealed class TextNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextNumbers() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text's number, and whether it is new.</summary>
    public (int Number, bool IsNew) Of(ReadOnlySpan<byte> utf8)
    {
        Span<char> buffer = utf8.Length <= 256 ? stackalloc char[256] : new char[utf8.Length];
        var text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
        if (_lookup.TryGetValue(text, out var known))
        {
            return (known, false);
        }

        var number = _numbers.Count;
        _lookup[text] = number;
        return (number, true);
    }
}

using System.Buffers;
using System.Globalization;

namespace Biplane.Storage.RowJson;

/// <summary>
/// Puts bytes one behind the other into the free part of an output. A row has hundreds of small parts, and to ask the output for room for each takes longer than
/// to write it. What was written counts once <see cref="Complete"/> has been called.
/// </summary>
internal ref struct Utf8Output(IBufferWriter<byte> output)
{
    private const int LeastRoom = 4 * 1024;

    /// <summary>More than a number, a time or an id ever takes.</summary>
    private const int MaxValueBytes = 64;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _free = output.GetSpan(LeastRoom);
    private int _written;
    private int _handedOver;

    /// <summary>Bytes that were written.</summary>
    public readonly int Length => _handedOver + _written;

    public void Write(byte value)
    {
        if (_written == _free.Length)
        {
            MakeRoom(1);
        }

        _free[_written++] = value;
    }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _free.Length - _written)
        {
            MakeRoom(bytes.Length);
        }

        bytes.CopyTo(_free[_written..]);
        _written += bytes.Length;
    }

    /// <summary>Writes the bytes with the same one before and behind them.</summary>
    public void WriteBetween(byte quote, scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length + 2 > _free.Length - _written)
        {
            MakeRoom(bytes.Length + 2);
        }

        var free = _free.Slice(_written, bytes.Length + 2);
        free[^1] = quote;
        free[0] = quote;
        bytes.CopyTo(free[1..]);
        _written += free.Length;
    }

    /// <summary>Writes a number, a time or an id.</summary>
    public void Write<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        if (_free.Length - _written < MaxValueBytes)
        {
            MakeRoom(MaxValueBytes);
        }

        if (!value.TryFormat(_free[_written..], out var length, format, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException("A number, a time or an id is never longer than 64 characters.");
        }

        _written += length;
    }

    /// <summary>Writes a finite number as JSON.</summary>
    public void Write(double value)
    {
        if (_free.Length - _written < JsonNumber.MaxBytes)
        {
            MakeRoom(JsonNumber.MaxBytes);
        }

        _written += JsonNumber.Format(value, _free[_written..]);
    }

    /// <summary>Hands the rest over.</summary>
    public void Complete()
    {
        _output.Advance(_written);
        _free = default;
        _written = 0;
    }

    private void MakeRoom(int bytes)
    {
        _output.Advance(_written);
        _handedOver += _written;
        _free = _output.GetSpan(Math.Max(LeastRoom, bytes));
        _written = 0;
    }
}

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
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Writes one behind the other, with one look for room.</summary>
    public void Write(scoped ReadOnlySpan<byte> first, scoped ReadOnlySpan<byte> second)
    {
        var free = Take(first.Length + second.Length);
        first.CopyTo(free);
        second.CopyTo(free[first.Length..]);
    }

    /// <summary>Writes one behind the other, the second between quotes.</summary>
    public void WriteQuoted(scoped ReadOnlySpan<byte> first, scoped ReadOnlySpan<byte> second)
    {
        var free = Take(first.Length + second.Length + 2);
        free[^1] = (byte)'"';
        first.CopyTo(free);
        free = free[first.Length..];
        free[0] = (byte)'"';
        second.CopyTo(free[1..]);
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

    /// <summary>Writes bytes, and behind them a finite number as JSON.</summary>
    public void Write(scoped ReadOnlySpan<byte> first, double number)
    {
        if (_free.Length - _written < first.Length + JsonNumber.MaxBytes)
        {
            MakeRoom(first.Length + JsonNumber.MaxBytes);
        }

        var free = _free[_written..];
        first.CopyTo(free);
        _written += first.Length + JsonNumber.Format(number, free[first.Length..]);
    }

    /// <summary>Hands the rest over.</summary>
    public void Complete()
    {
        _output.Advance(_written);
        _free = default;
        _written = 0;
    }

    private Span<byte> Take(int bytes)
    {
        if (bytes > _free.Length - _written)
        {
            MakeRoom(bytes);
        }

        var taken = _free.Slice(_written, bytes);
        _written += bytes;
        return taken;
    }

    private void MakeRoom(int bytes)
    {
        _output.Advance(_written);
        _handedOver += _written;
        _free = _output.GetSpan(Math.Max(LeastRoom, bytes));
        _written = 0;
    }
}

using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>Writes the start of a member.</summary>
    public void Write(in MemberStart start)
    {
        start.CopyTo(ref Room(start.Room));
        _written += start.Length;
    }

    /// <summary>Writes the start of a member and bytes behind it.</summary>
    public void Write(in MemberStart start, scoped ReadOnlySpan<byte> value)
    {
        ref var free = ref Room(start.Room + value.Length);
        start.CopyTo(ref free);
        value.CopyTo(_free[(_written + start.Length)..]);
        _written += start.Length + value.Length;
    }

    /// <summary>Writes the start of a member that is a string, and the string as it is. Answers false, and writes nothing, when it is not known to be short and without escapes.</summary>
    public bool TryWritePlain(in MemberStart start, scoped ReadOnlySpan<byte> text)
    {
        if (text.Length > PlainText.MaxBytes)
        {
            return false;
        }

        ref var free = ref Room(start.Room + text.Length + 1);
        start.CopyTo(ref free);
        free = ref Unsafe.Add(ref free, start.Length);
        if (!PlainText.TryCopy(text, ref free))
        {
            return false;
        }

        Unsafe.Add(ref free, text.Length) = (byte)'"';
        _written += start.Length + text.Length + 1;
        return true;
    }

    /// <summary>Writes the start of a member, and a finite number as JSON.</summary>
    public void Write(in MemberStart start, double number)
    {
        start.CopyTo(ref Room(start.Room + JsonNumber.MaxBytes));
        _written += start.Length;
        _written += JsonNumber.Format(number, _free[_written..]);
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

    /// <summary>Hands the rest over.</summary>
    public void Complete()
    {
        _output.Advance(_written);
        _free = default;
        _written = 0;
    }

    // Where the next byte goes, with room for so many.
    private ref byte Room(int bytes)
    {
        if (bytes > _free.Length - _written)
        {
            MakeRoom(bytes);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_free), _written);
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

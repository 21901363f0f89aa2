using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Biplane.Storage.RowJson;

/// <summary>
/// What stands before each value of a column: a comma or nothing, the name and a colon, and the first quote of a string. It is written for every row, and a copy of whole vectors takes a
/// fraction of one of just so many bytes.
/// </summary>
internal readonly struct MemberStart
{
    private readonly byte[] _padded;

    /// <param name="name">The column's name.</param>
    /// <param name="isFirst">No comma before it.</param>
    /// <param name="isString">A quote behind it.</param>
    /// <param name="scratch">Where the bytes are put together. What is in it is overwritten.</param>
    public MemberStart(string name, bool isFirst, bool isString, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        var text = new Utf8Output(scratch);
        text.Write(isFirst ? ""u8 : ","u8);
        JsonStringWriter.Write(ref text, Encoding.UTF8.GetBytes(name));
        text.Write(isString ? ":\""u8 : ":"u8);
        text.Complete();
        Length = scratch.WrittenCount;
        _padded = new byte[(Length + Vector256<byte>.Count - 1) / Vector256<byte>.Count * Vector256<byte>.Count];
        scratch.WrittenSpan.CopyTo(_padded);
    }

    public int Length { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _padded.AsSpan(0, Length);

    /// <summary>Bytes that <see cref="CopyTo"/> writes over.</summary>
    public int Room => _padded.Length;

    /// <summary>Copies the bytes, and more behind them, to where there is room for that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyTo(ref byte target)
    {
        ref var source = ref MemoryMarshal.GetArrayDataReference(_padded);
        for (nuint i = 0; i < (nuint)_padded.Length; i += (nuint)Vector256<byte>.Count)
        {
            Vector256.LoadUnsafe(ref source, i).StoreUnsafe(ref target, i);
        }
    }
}

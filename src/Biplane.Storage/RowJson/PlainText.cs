using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Biplane.Storage.RowJson;

/// <summary>
/// Copies short text and looks whether it can stand in a JSON string as it is, both at once: ids are so short that to look first and to copy then takes twice the time.
/// </summary>
internal static class PlainText
{
    /// <summary>Longer text is looked at first.</summary>
    public const int MaxBytes = 256;

    private const byte LastControl = 0x1F;
    private const byte Delete = 0x7F;

    /// <summary>Copies text of at most <see cref="MaxBytes"/>. Answers false when some of it has to be escaped: what was written is of no use then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCopy(ReadOnlySpan<byte> text, ref byte target)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        var length = (nuint)text.Length;
        if (length >= (nuint)Vector128<byte>.Count)
        {
            // The last vector begins before the end of the one before it.
            var special = Vector128<byte>.Zero;
            var last = length - (nuint)Vector128<byte>.Count;
            for (nuint i = 0; i < last; i += (nuint)Vector128<byte>.Count)
            {
                special |= Copy(ref source, ref target, i);
            }

            return (special | Copy(ref source, ref target, last)) == Vector128<byte>.Zero;
        }

        if (length >= sizeof(ulong))
        {
            var first = Unsafe.ReadUnaligned<ulong>(ref source);
            var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, length - sizeof(ulong)));
            Unsafe.WriteUnaligned(ref target, first);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, length - sizeof(ulong)), last);
            return Special(Vector128.Create(first, last).AsByte()) == Vector128<byte>.Zero;
        }

        for (nuint i = 0; i < length; i++)
        {
            var character = Unsafe.Add(ref source, i);
            if (character is <= LastControl or (byte)'"' or (byte)'\\' or Delete)
            {
                return false;
            }

            Unsafe.Add(ref target, i) = character;
        }

        return true;
    }

    private static Vector128<byte> Copy(ref byte source, ref byte target, nuint at)
    {
        var text = Vector128.LoadUnsafe(ref source, at);
        text.StoreUnsafe(ref target, at);
        return Special(text);
    }

    // All bits of those bytes that must not stand in a string.
    private static Vector128<byte> Special(Vector128<byte> text) =>
        Vector128.Equals(Vector128.Min(text, Vector128.Create(LastControl)), text)
        | Vector128.Equals(text, Vector128.Create((byte)'"'))
        | Vector128.Equals(text, Vector128.Create((byte)'\\'))
        | Vector128.Equals(text, Vector128.Create(Delete));
}

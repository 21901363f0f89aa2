using System.Buffers.Text;

namespace Biplane.Load;

/// <summary>A body whose ids are filled in before each use.</summary>
internal sealed class RequestTemplate(byte[] bytes, IdMark[] marks, int rows)
{
    public byte[] Bytes { get; } = bytes;

    public int Rows { get; } = rows;

    /// <summary>A copy of the body into <paramref name="target"/> with the ids of request <paramref name="request"/>.</summary>
    public int CopyTo(byte[] target, ulong request)
    {
        Bytes.CopyTo(target, 0);
        foreach (var mark in marks)
        {
            // Ids must look random, or the engine's zone maps would know them.
            var id = Scramble(((request - (ulong)mark.Before) << 12) | ((ulong)mark.Number << 2) | (ulong)mark.Kind);
            Utf8Formatter.TryFormat(id, target.AsSpan(mark.Offset), out _, new System.Buffers.StandardFormat('x', 16));
            if (mark.Length == 32)
            {
                Utf8Formatter.TryFormat(Scramble(id), target.AsSpan(mark.Offset + 16), out _, new System.Buffers.StandardFormat('x', 16));
            }
        }

        return Bytes.Length;
    }

    private static ulong Scramble(ulong value)
    {
        value ^= value >> 33;
        value *= 0xFF51_AFD7_ED55_8CCD;
        value ^= value >> 33;
        value *= 0xC4CE_B9FE_1A85_EC53;
        return value ^ (value >> 33);
    }
}

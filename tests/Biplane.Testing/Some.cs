namespace Biplane.Testing;

/// <summary>Values whose exact content does not matter to a test.</summary>
public static class Some
{
    /// <summary>Bytes of every value, the same in every run.</summary>
    public static byte[] Bytes(int count, int seed = 7)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

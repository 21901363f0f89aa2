using System.Text.Json.Serialization;

namespace Biplane.Contracts.Planes;

/// <summary>A P-256 public key. <see cref="X"/> and <see cref="Y"/> are 32 bytes each.</summary>
public sealed record Es256PublicKey
{
    private const int CoordinateBytes = 32;

    [JsonConstructor]
    public Es256PublicKey(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y)
    {
        if (x.Length != CoordinateBytes)
        {
            throw new ArgumentException("A P-256 coordinate has 32 bytes.", nameof(x));
        }

        if (y.Length != CoordinateBytes)
        {
            throw new ArgumentException("A P-256 coordinate has 32 bytes.", nameof(y));
        }

        X = x;
        Y = y;
    }

    public ReadOnlyMemory<byte> X { get; }

    public ReadOnlyMemory<byte> Y { get; }
}

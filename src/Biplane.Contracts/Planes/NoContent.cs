namespace Biplane.Contracts.Planes;

/// <summary>An empty object: nothing to say.</summary>
public sealed record NoContent
{
    public static NoContent Value { get; } = new();
}

namespace Biplane.Hosting.Health;

/// <summary>One thing that a plane needs before it can serve.</summary>
public interface IReadinessCheck
{
    /// <summary>A short constant name.</summary>
    string Name { get; }

    /// <summary>What is missing, in constant words; null when all is well.</summary>
    string? Problem { get; }
}

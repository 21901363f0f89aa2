using Biplane.Hosting.Configuration;

namespace Biplane.Server.Running;

/// <summary>
/// How many connections each plane may hold. Invariant: together they leave descriptors for the store's files. A process without free
/// descriptors can neither commit nor accept, and an idle connection would be enough to stop every write.
/// </summary>
internal sealed record ConnectionShares(int ControlPlane, int DataPlane)
{
    private const int KeptForFiles = 1_024;
    private const int Least = 100;

    /// <param name="role">The planes of this process.</param>
    /// <param name="wanted">What the operator asks for, for each plane.</param>
    /// <param name="openFiles">How many files the process may open; null: no limit that matters.</param>
    public static ConnectionShares Of(PlaneRole role, int wanted, long? openFiles)
    {
        // A process with very few descriptors keeps half of them for its files.
        var free = openFiles is { } limit ? Math.Max(limit - KeptForFiles, limit / 2) : long.MaxValue;

        // The data plane has the SDKs as clients, the control plane people and data planes.
        var (control, data) = role == PlaneRole.All ? (free / 4, free - (free / 4)) : (free, free);
        return new ConnectionShares(Share(wanted, control), Share(wanted, data));
    }

    private static int Share(int wanted, long free) => (int)Math.Min(wanted, Math.Max(Least, free));
}

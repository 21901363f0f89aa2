using Biplane.Storage;

namespace Biplane.DataPlane.Sweeps;

/// <summary>Removes what has had its time. Called every now and then by <see cref="SweepWorker"/>.</summary>
internal interface ISweep
{
    /// <summary>What it removes, for the log.</summary>
    string Subject { get; }

    /// <summary>Removes what is too old; answers how many.</summary>
    /// <exception cref="StorageUnavailableException">The disk refuses writes; the next call tries again.</exception>
    Task<int> RunAsync(CancellationToken cancellationToken);
}

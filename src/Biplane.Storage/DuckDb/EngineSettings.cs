using System.Globalization;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb;

/// <summary>How the engine is set up.</summary>
internal static class EngineSettings
{
    public static void Apply(DuckDbInstance instance, DuckDbStoreOptions options)
    {
        var spill = Path.Combine(Path.GetFullPath(options.Folder), "tmp");
        DurableNames.Create(Path.GetFullPath(options.Folder));
        if (Directory.Exists(spill))
        {
            // Left behind by a process that was killed while it sorted.
            Directory.Delete(spill, recursive: true);
        }

        using var connection = instance.Connect();
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET memory_limit='{options.MaxMemoryBytes}B'"));
        connection.Execute($"SET temp_directory='{spill.Replace("'", "''", StringComparison.Ordinal)}'");

        // Checkpoints on the commit path are what stalls commits. Segments are checkpointed once, when they are complete; generations never.
        connection.Execute("SET wal_autocheckpoint='1TB'");
        connection.Execute("PRAGMA disable_checkpoint_on_shutdown");

        // It leaves out groups of rows by their statistics, and while a commit is being appended it leaves out what the commit before it has stored: a row that was
        // acknowledged would be missing for a moment. Our walks read few groups anyway.
        connection.Execute("SET disabled_optimizers='row_group_pruner'");

        // Lists of up to a thousand rows fetch their texts after they are sorted.
        connection.Execute("SET late_materialization_max_rows=1000");

        // Times without an offset are UTC, wherever the machine stands.
        connection.Execute("SET GLOBAL TimeZone='UTC'");

        // Nothing is fetched from anywhere.
        connection.Execute("SET autoinstall_known_extensions=false");
        connection.Execute("SET autoload_known_extensions=false");
    }
}

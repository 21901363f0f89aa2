using System.Diagnostics;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Writing;
using Biplane.Storage.Keys;

namespace Biplane.Load;

/// <summary>
/// The baseline: the engine alone, one file, one thread, the same schema and row versions from prebuilt values. A merge is a delete by the
/// indexed key and an append. Checkpoints at 64 MB and row groups of 8,192 rows are the best settings that keep the file a usable store.
/// </summary>
internal static class RawEngine
{
    public static RawResult Run(RowMix mix, int totalRows, int commitRows, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), "biplane-raw-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            var versions = Prebuild(mix, Math.Min(totalRows, 20_000));
            using var instance = new DuckDbInstance(threads: 1);
            using var connection = instance.Connect();
            connection.Execute("SET memory_limit='2GB'");
            connection.Execute("SET wal_autocheckpoint='64MB'");
            connection.Execute($"ATTACH '{folder}/raw.duckdb' AS f1 (STORAGE_VERSION 'latest', ROW_GROUP_SIZE {RowSchema.RowGroupSize})");
            connection.Execute(RowSchema.Create("f1", TextCompression.Quick));
            connection.Execute("CREATE INDEX by_key ON f1.rows (row_key)");
            using var tables = new RowTableWriter(connection, new RowFile(1, isHot: true, folder));
            var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            var written = 0;
            var round = 0UL;
            while (written < totalRows && !cancellationToken.IsCancellationRequested)
            {
                var rows = new List<StoredRow>(commitRows);
                var removed = new List<ulong>();
                for (var i = 0; i < commitRows; i++, written++)
                {
                    var (row, isMerge) = versions[written % versions.Count];
                    round = (ulong)(written / versions.Count);

                    // Another round of the same values under other keys.
                    var key = row.Key + (round * 0x9E37_79B9_7F4A_7C15);
                    if (isMerge)
                    {
                        removed.Add(key);
                    }

                    rows.Add(new StoredRow(row.State, key));
                }

                connection.Execute("BEGIN TRANSACTION");
                if (removed.Count > 0)
                {
                    connection.Execute($"DELETE FROM f1.rows WHERE row_key IN ({string.Join(",", removed)})");
                    var gone = removed.ToHashSet();
                    var last = rows.Select((row, i) => (row.Key, i)).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Max(r => r.i));
                    rows = [.. rows.Where((row, i) => !gone.Contains(row.Key) || last[row.Key] == i)];
                }

                tables.AppendRows(rows);
                connection.Execute("COMMIT");
            }

            connection.Execute("CHECKPOINT f1");
            process.Refresh();
            return new RawResult(written / clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalMicroseconds / written);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The versions that the mix makes: merged rows are merged here, outside the measured time.
    private static List<(StoredRow Row, bool IsMerge)> Prebuild(RowMix mix, int rows)
    {
        var versions = new List<(StoredRow, bool)>();
        var current = new Dictionary<ulong, RowState>();
        var clock = new TransactionClock(TimeProvider.System);
        for (var request = 0; versions.Count < rows; request++)
        {
            var template = mix.Template(request);
            var body = new byte[template.Bytes.Length];
            template.CopyTo(body, 0x7FFF_0000UL + (ulong)request);
            var transaction = clock.Next();
            var read = EventReader.ReadLogs3(body);
            for (var i = 0; i < read.Rows.Count; i++)
            {
                var row = read.Rows[i];
                var key = RowKeys.OfRow(row.Object, row.Id, attempt: 0);
                var existing = current.GetValueOrDefault(key);
                var state = EventMerge.Apply(existing, row, transaction, PaginationKey.From(transaction, (ushort)i), DateTime.UnixEpoch);
                current[key] = state;
                versions.Add((new StoredRow(state, key), existing is not null));
            }
        }

        return versions;
    }
}

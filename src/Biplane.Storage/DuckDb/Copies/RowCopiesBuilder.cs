using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using ZstdSharp;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Writes the row copies of a segment.</summary>
internal sealed class RowCopiesBuilder(DuckDbInstance instance)
{
    /// <summary>Rows asked from the engine at a time: one of its units. It holds all their texts while it puts them in order.</summary>
    private const int StepRows = 2_048;

    /// <summary>More bytes than this at once would keep the disk from the writer's commits.</summary>
    private const int MaxHeldBytes = 2 << 20;

    // What the dictionary is trained on: enough to know the names and habits of the rows.
    private const int SampleSteps = 8;
    private const int SampleRows = 256;
    private const int DictionaryBytes = 110 * 1024;

    private static readonly string Columns = string.Join(", ", CopyFormat.Columns.Select(column => column.Name));
    private static readonly int RowKey = CopyFormat.Columns.Count;
    private static readonly int TraceKey = RowKey + 1;

    /// <summary>Writes the file; it is on disk under its name when this returns.</summary>
    public void Build(RowFile file, string path, CancellationToken cancellationToken) =>
        DurableNames.Write(path, output => Write(file, output, cancellationToken));

    private void Write(RowFile file, FileStream output, CancellationToken cancellationToken)
    {
        using var connection = instance.Connect();
        var dictionary = Train(connection, file);
        using var page = new PageWriter(dictionary);
        var directory = new MemoryStream();
        var (rowKeys, traceKeys) = (new ulong[file.Rows], new ulong[file.Rows]);
        var (row, sent) = (0L, 0L);
        output.Position = CopyFormat.HeaderBytes;
        output.Write(dictionary);
        for (var first = 0L; first < file.Rows; first += StepRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var result = Read(connection, file, first, StepRows);
            for (; result.Read(); row++)
            {
                rowKeys[row] = result.GetUInt64(RowKey);
                traceKeys[row] = result.GetUInt64(TraceKey);
                page.Add(result);
                if (page.IsFull || row == file.Rows - 1)
                {
                    WriteEntry(directory, (ulong)output.Position, (ulong)(row + 1 - page.Rows));
                    output.Write(page.Pack());
                }
            }

            if (output.Position - sent > MaxHeldBytes)
            {
                output.Flush(flushToDisk: !Writeback.TryBegin(output.SafeFileHandle));
                sent = output.Position;
            }
        }

        if (row != file.Rows)
        {
            throw new InvalidDataException($"A segment has {row} rows where the manifest says {file.Rows}.");
        }

        var layout = new CopyLayout(file.Rows, (int)(directory.Length / CopyFormat.EntryBytes), dictionary.Length, output.Position);
        WriteIndex(output, rowKeys, directory);
        WriteIndex(output, traceKeys, directory);
        var header = new byte[CopyFormat.HeaderBytes];
        var entries = directory.GetBuffer().AsSpan(0, (int)directory.Length);
        output.Write(entries);
        CopyFormat.WriteHeader(header, layout, dictionary, entries);
        output.Position = 0;
        output.Write(header);
    }

    private static DuckDbResult Read(DuckDbConnection connection, RowFile file, long first, int rows) => connection.Query(string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT {Columns}, row_key, root_key FROM {file.Catalog}.{RowSchema.Rows} r WHERE r.rowid BETWEEN {first} AND {first + rows - 1} ORDER BY r.rowid"));

    // Pages are small, and most of what is in one was in others before: names, ids of the project, the shape of the JSON.
    private static byte[] Train(DuckDbConnection connection, RowFile file)
    {
        var samples = new List<byte[]>();
        using var page = new PageWriter(default);
        for (var step = 0; step < SampleSteps; step++)
        {
            using var result = Read(connection, file, file.Rows * step / SampleSteps, SampleRows);
            while (result.Read())
            {
                page.Add(result);
                samples.Add(page.Last.ToArray());
            }

            _ = page.Pack();
        }

        try
        {
            return DictBuilder.TrainFromBuffer(samples, DictionaryBytes);
        }
        catch (ZstdException)
        {
            // Rows that are too few or too much alike are packed without.
            return [];
        }
    }

    private static void WriteIndex(FileStream output, ulong[] keys, MemoryStream directory)
    {
        var positions = new uint[keys.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = (uint)i;
        }

        Array.Sort(keys, positions);
        var block = new byte[CopyFormat.BlockKeys * (CopyFormat.KeyBytes + CopyFormat.PositionBytes)];
        for (var first = 0; first < keys.Length; first += CopyFormat.BlockKeys)
        {
            var count = Math.Min(CopyFormat.BlockKeys, keys.Length - first);
            for (var i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(i * CopyFormat.KeyBytes), keys[first + i]);
                BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan((count * CopyFormat.KeyBytes) + (i * CopyFormat.PositionBytes)), positions[first + i]);
            }

            var bytes = block.AsSpan(0, count * (CopyFormat.KeyBytes + CopyFormat.PositionBytes));
            WriteEntry(directory, keys[first], XxHash3.HashToUInt64(bytes));
            output.Write(bytes);
        }
    }

    private static void WriteEntry(MemoryStream directory, ulong first, ulong second)
    {
        Span<byte> entry = stackalloc byte[CopyFormat.EntryBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(entry, first);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], second);
        directory.Write(entry);
    }
}

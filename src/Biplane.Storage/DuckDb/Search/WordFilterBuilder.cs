using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Biplane.Model.Rows;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Writing;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>Builds the word filter of a segment, block by block.</summary>
internal sealed class WordFilterBuilder(DuckDbInstance instance, IBlobStore blobs)
{
    /// <summary>About one block in a hundred is looked into in vain for a word that it does not have.</summary>
    private const int BitsPerHash = 12;

    /// <summary>About one part of a block in twelve is looked into in vain.</summary>
    private const int BitsPerPart = 5;

    /// <summary>More bytes than this at once would keep the disk from the writer's commits.</summary>
    private const int MaxHeldBytes = 2 << 20;

    /// <summary>The fields whose words are found: all that hold text of the user's.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. EventFields.All.Select(field => field.WireName()), EventColumns.ExtraStorageName];

    /// <summary>Writes the filter; it is on disk under its name when this returns.</summary>
    public void Build(RowFile file, string path, CancellationToken cancellationToken) =>
        DurableNames.Write(path, output => Write(file, output, cancellationToken));

    private void Write(RowFile file, FileStream output, CancellationToken cancellationToken)
    {
        using var connection = instance.Connect();
        var blocks = WordFilter.BlocksOf(file.Rows);
        var directory = new byte[sizeof(int) * blocks];
        output.Position = WordFilter.HeaderBytes + directory.Length;
        var hashes = new DistinctHashes();
        var (pairs, parts) = (new HashLog(), new HashLog());
        var words = new WordList();
        var distinct = new List<ulong>();
        var lines = Array.Empty<byte>();
        var held = 0;
        for (var block = 0; block < blocks; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hashes.Clear();
            pairs.Clear();
            parts.Clear();
            words.BeginBlock();
            ReadBlock(connection, file, block, hashes, pairs, parts, words, cancellationToken);
            var count = parts.IsFull
                ? 1
                : (((hashes.Count + pairs.EstimateDistinct()) * BitsPerHash) + (parts.EstimateDistinct() * BitsPerPart) + (WordFilter.LineBytes * 8) - 1) / (WordFilter.LineBytes * 8);
            BinaryPrimitives.WriteInt32LittleEndian(directory.AsSpan(sizeof(int) * block), words.HasLongWord || parts.IsFull ? ~count : count);
            if (lines.Length < count * WordFilter.LineBytes)
            {
                lines = new byte[count * WordFilter.LineBytes * 2];
            }

            var used = lines.AsSpan(0, count * WordFilter.LineBytes);
            Fill(used, count, hashes, pairs, parts, distinct);

            output.Write(used);
            held += used.Length;
            if (held > MaxHeldBytes)
            {
                output.Flush(flushToDisk: !Writeback.TryBegin(output.SafeFileHandle));
                held = 0;
            }
        }

        var list = words.Lines;
        output.Write(list.GetValueOrDefault().Span);
        var header = new byte[WordFilter.HeaderBytes];
        WordFilter.WriteHeader(header, directory, list?.Length ?? -1);
        output.Position = 0;
        output.Write(header);
        output.Write(directory);
    }

    private static void Fill(Span<byte> lines, int count, DistinctHashes hashes, HashLog pairs, HashLog parts, List<ulong> distinct)
    {
        if (parts.IsFull)
        {
            // Not all of its words are known: it may have any.
            lines.Fill(byte.MaxValue);
            return;
        }

        lines.Clear();
        distinct.Clear();
        hashes.CopyTo(distinct);
        foreach (var hash in CollectionsMarshal.AsSpan(distinct))
        {
            WordFilter.Set(lines, count, hash);
        }

        foreach (var hash in pairs.Hashes)
        {
            WordFilter.Set(lines, count, hash);
        }

        for (var part = 0; part < parts.Parts; part++)
        {
            foreach (var hash in parts.Part(part))
            {
                WordFilter.SetPart(lines, count, hash, part);
            }
        }
    }

    // One at a time: all that a block refers to may be more than fits into memory.
    private void ReadBlobs(
        Guid organizationId, ReadOnlySpan<byte> references, DistinctHashes hashes, HashLog pairs, HashLog parts, WordList words, CancellationToken cancellationToken)
    {
        foreach (var blob in LargeValues.Parse(references).Values)
        {
            if (parts.IsFull)
            {
                return;
            }

            WordHashes.AddJson(hashes, pairs, parts, blobs.Get(new BlobScope(organizationId, BlobArea.Rows), blob), words, cancellationToken);
        }
    }

    private void ReadBlock(
        DuckDbConnection connection, RowFile file, int block, DistinctHashes hashes, HashLog pairs, HashLog parts, WordList words, CancellationToken cancellationToken)
    {
        var first = (long)block * WordFilter.BlockRows;
        using var result = connection.Query(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", Fields)}, org_id, blobs FROM {file.Catalog}.{RowSchema.Rows} r WHERE r.rowid BETWEEN {first} AND {first + WordFilter.BlockRows - 1} ORDER BY r.rowid"));
        for (var row = 0; !parts.IsFull && result.Read(); row++)
        {
            if (row % WordFilter.PartRows == 0)
            {
                parts.BeginPart();
            }

            for (var i = 0; i < Fields.Count; i++)
            {
                if (!result.IsNull(i))
                {
                    WordHashes.AddJson(hashes, pairs, parts, result.GetUtf8(i), words, cancellationToken);
                }
            }

            if (!result.IsNull(Fields.Count + 1))
            {
                ReadBlobs(result.GetGuid(Fields.Count), result.GetUtf8(Fields.Count + 1), hashes, pairs, parts, words, cancellationToken);
            }
        }
    }
}

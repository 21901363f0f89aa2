using System.Buffers.Text;
using System.Text;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Makes large values readable inside SQL, so that they filter, search and come back like any other. Where nothing computes with a value, a mark
/// stands for it that names its blob; our own functions and the cursor know marks and read one value at a time, or a part of it.
/// </summary>
internal static class BlobFunction
{
    public const string Name = "biplane_blob";

    private const byte Mark = 1;
    private const int OwnerLength = 36;

    public static void Register(DuckDbConnection connection, IBlobStore blobs) =>
        ScalarFunction.Register(connection, Name, [DuckDBType.Varchar], DuckDBType.Varchar, (arguments, row, answers) =>
        {
            if (Find(arguments.Text(0, row)) is var (scope, blob) && blobs.Get(scope, blob) is { } value)
            {
                answers.Set(row, value);
            }
            else
            {
                answers.SetNull(row);
            }
        });

    /// <summary>A column with its large values brought back, or marks of them where nothing computes with them.</summary>
    public static string Of(string alias, string column, ColumnUse use)
    {
        var mark = $"chr({Mark}) || {alias}.org_id::VARCHAR || json_extract_string({alias}.blobs, '$.{column}')";
        var value = use.IsComputed(column) ? $"{Name}({mark})" : mark;
        return $"CASE WHEN {alias}.blobs IS NULL OR {alias}.{column} IS NOT NULL THEN {alias}.{column} ELSE {value} END AS {column}";
    }

    /// <summary>The mark of a large value.</summary>
    public static byte[] MarkOf(Guid organizationId, BlobId blob) => Encoding.UTF8.GetBytes($"{(char)Mark}{organizationId:D}{blob}");

    /// <summary>Whether a JSON column's text is a mark, by its first byte: JSON never starts with it.</summary>
    public static bool IsMark(ReadOnlySpan<byte> text) => text.Length > 0 && text[0] == Mark;

    /// <summary>The large value that a JSON column's text stands for; null when the text is the value itself. JSON never starts with the mark.</summary>
    public static byte[]? Resolve(IBlobStore blobs, ReadOnlySpan<byte> text) =>
        Find(text) is var (scope, blob) ? blobs.Get(scope, blob) ?? "null"u8.ToArray() : null;

    /// <summary>The beginning of such a value.</summary>
    public static byte[]? ResolveStart(IBlobStore blobs, ReadOnlySpan<byte> text, int most)
    {
        if (Find(text) is not var (scope, blob))
        {
            return null;
        }

        using var stream = blobs.OpenRead(scope, blob);
        if (stream is null)
        {
            return "null"u8.ToArray();
        }

        var start = new byte[Math.Min(most, stream.Length)];
        stream.ReadExactly(start);
        return start;
    }

    /// <summary>Such a value as a stream; null when the text is the value itself.</summary>
    /// <exception cref="StorageUnavailableException">The blob is not there.</exception>
    public static Stream? Open(IBlobStore blobs, ReadOnlySpan<byte> text) => Find(text) is var (scope, blob)
        ? blobs.OpenRead(scope, blob) ?? throw new StorageUnavailableException("A large value of a stored row is missing from the blob store.")
        : null;

    private static (BlobScope Scope, BlobId Blob)? Find(ReadOnlySpan<byte> text) =>
        text.Length > OwnerLength
            && text[0] == Mark
            && Utf8Parser.TryParse(text.Slice(1, OwnerLength), out Guid owner, out var length) && length == OwnerLength
            && BlobId.TryParse(text[(1 + OwnerLength)..], out var blob)
            ? (new BlobScope(owner, BlobArea.Rows), blob)
            : null;
}

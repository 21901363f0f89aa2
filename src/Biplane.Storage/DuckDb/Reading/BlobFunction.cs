using System.Buffers.Text;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Makes large values readable inside SQL, so that they filter, search and come back like any other.</summary>
internal static class BlobFunction
{
    public const string Name = "biplane_blob";

    private const byte Mark = 1;
    private const int OwnerLength = 36;

    public static void Register(DuckDbConnection connection, IBlobStore blobs) =>
        ScalarFunction.Register(connection, Name, [DuckDBType.Varchar, DuckDBType.Varchar, DuckDBType.Varchar], DuckDBType.Varchar, (arguments, row, answers) =>
        {
            var most = Utf8Parser.TryParse(arguments.Text(2, row), out long bytes, out _) ? bytes : long.MaxValue;
            if (Scope(arguments.Text(0, row)) is { } scope && BlobId.TryParse(arguments.Text(1, row), out var blob) && Read(blobs, scope, blob, most) is { } value)
            {
                answers.Set(row, value);
            }
            else
            {
                answers.SetNull(row);
            }
        });

    /// <summary>A column with its large values brought back, as far as they are used.</summary>
    public static string Of(string alias, string column, ColumnUse use)
    {
        var owner = $"{alias}.org_id::VARCHAR";
        var blob = $"json_extract_string({alias}.blobs, '$.{column}')";
        var value = use.IsPassing(column) ? $"chr({Mark}) || {owner} || {blob}" : $"{Name}({owner}, {blob}, '{use.Bytes(column)}')";
        return $"CASE WHEN {alias}.blobs IS NULL OR {alias}.{column} IS NOT NULL THEN {alias}.{column} ELSE {value} END AS {column}";
    }

    /// <summary>The large value that a JSON column's text stands for; null when the text is the value itself. JSON never starts with the mark.</summary>
    public static byte[]? Resolve(IBlobStore blobs, ReadOnlySpan<byte> text) =>
        text.Length > OwnerLength && text[0] == Mark && Scope(text.Slice(1, OwnerLength)) is { } scope && BlobId.TryParse(text[(1 + OwnerLength)..], out var blob)
            ? blobs.Get(scope, blob) ?? "null"u8.ToArray()
            : null;

    private static BlobScope? Scope(ReadOnlySpan<byte> owner) =>
        Utf8Parser.TryParse(owner, out Guid organization, out var length) && length == owner.Length ? new BlobScope(organization, BlobArea.Rows) : null;

    private static byte[]? Read(IBlobStore blobs, BlobScope scope, BlobId blob, long most)
    {
        if (most == long.MaxValue)
        {
            return blobs.Get(scope, blob);
        }

        using var stream = blobs.OpenRead(scope, blob);
        if (stream is null)
        {
            return null;
        }

        var start = new byte[Math.Min(most, stream.Length)];
        stream.ReadExactly(start);
        return start;
    }
}

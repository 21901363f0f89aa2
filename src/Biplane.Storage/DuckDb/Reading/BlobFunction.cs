using System.Text;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Writing;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Makes large values readable inside SQL, so that they filter, search and come back like any other.</summary>
internal static class BlobFunction
{
    public const string Name = "biplane_blob";

    public static void Register(DuckDbConnection connection, IBlobStore blobs) =>
        ScalarFunction.Register(connection, Name, [DuckDBType.Varchar, DuckDBType.Varchar, DuckDBType.Varchar], DuckDBType.Varchar, (arguments, row, answers) =>
        {
            var found = LargeValues.Parse(arguments.Text(1, row));
            if (RowPart.Parse(Encoding.UTF8.GetString(arguments.Text(2, row))) is { } part
                && found is not null
                && found.TryGetValue(part, out var blob)
                && Guid.TryParse(Encoding.UTF8.GetString(arguments.Text(0, row)), out var owner)
                && blobs.Get(new BlobScope(owner, BlobArea.Rows), blob) is { } value)
            {
                answers.Set(row, value);
            }
            else
            {
                answers.SetNull(row);
            }
        });

    /// <summary>A column with its large values brought back.</summary>
    public static string Of(string alias, string column) =>
        $"CASE WHEN {alias}.blobs IS NULL OR {alias}.{column} IS NOT NULL THEN {alias}.{column} " +
        $"ELSE {Name}({alias}.org_id::VARCHAR, {alias}.blobs, '{column}') END AS {column}";
}

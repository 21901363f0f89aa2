using System.Text;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Writing;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Makes large values readable inside SQL, so that they filter, search and come back like any other.</summary>
internal static class BlobFunction
{
    public const string Name = "biplane_blob";

    public static void Register(DuckDbConnection connection, IBlobStore blobs) =>
        ScalarTextFunction.Register(connection, Name, (organization, references, part) =>
        {
            var found = LargeValues.Parse(references);
            return RowPart.Parse(Encoding.UTF8.GetString(part)) is { } key
                && found is not null
                && found.TryGetValue(key, out var blob)
                && Guid.TryParse(Encoding.UTF8.GetString(organization), out var owner)
                ? blobs.Get(new BlobScope(owner, BlobArea.Rows), blob)
                : null;
        });

    /// <summary>A column with its large values brought back.</summary>
    public static string Of(string alias, string column) =>
        $"CASE WHEN {alias}.blobs IS NULL OR {alias}.{column} IS NOT NULL THEN {alias}.{column} " +
        $"ELSE {Name}({alias}.org_id::VARCHAR, {alias}.blobs, '{column}') END AS {column}";
}

using Biplane.Storage.DuckDb.Native;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>Functions by which SQL asks how far two texts are apart. The engine's own count bytes and know no limit.</summary>
internal static class EditFunctions
{
    public const string Distance = "biplane_edit_distance";
    public const string Similarity = "biplane_edit_similarity";

    public static void Register(DuckDbConnection connection)
    {
        DuckDBType[] texts = [DuckDBType.Varchar, DuckDBType.Varchar];
        ScalarFunction.Register(connection, Distance, texts, DuckDBType.BigInt, static (arguments, row, answers) =>
        {
            if (EditDistance.Of(arguments.Text(0, row), arguments.Text(1, row)) is { } edits)
            {
                answers.Set(row, (long)edits.Distance);
            }
            else
            {
                answers.SetNull(row);
            }
        });
        ScalarFunction.Register(connection, Similarity, texts, DuckDBType.Double, static (arguments, row, answers) =>
        {
            if (EditDistance.Of(arguments.Text(0, row), arguments.Text(1, row)) is { } edits)
            {
                answers.Set(row, 1 - (edits.Distance / (double)Math.Max(edits.Length, 1)));
            }
            else
            {
                answers.SetNull(row);
            }
        });
    }
}

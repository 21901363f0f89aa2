using System.Runtime.InteropServices;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using DuckDB.NET.Native;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Reading;

public sealed partial class RelationsTests
{
    private const string Library = "duckdb";

    // What the engine has planned it knows the columns of; of anything else it says that there is one.
    [Theory]
    [InlineData("", 2)]
    [InlineData(Relations.PlannedOnce, 1)]
    public void A_statement_that_is_run_once_is_planned_when_its_values_are_known(string before, ulong columns)
    {
        using var engine = new DuckDbInstance();
        using var connection = engine.Connect();
        connection.Execute("CREATE TABLE rows AS SELECT range AS n FROM range(10)");
        var sql = $"SELECT n, n + 1 FROM (SELECT n FROM rows WHERE {before}n > ?)";

        Assert.Equal(DuckDBState.Success, NativeMethods.PreparedStatements.DuckDBPrepare(connection.Handle, sql, out var statement));
        using (statement)
        {
            Assert.Equal(columns, ColumnCount(statement));
        }

        using var result = connection.Query(sql, before.Length == 0 ? [7L] : [0L, 7L]);
        Assert.Equal([8, 9], Numbers(result));
    }

    private static List<long> Numbers(DuckDbResult result)
    {
        var numbers = new List<long>();
        while (result.Read())
        {
            numbers.Add(result.GetInt64(0));
        }

        return numbers;
    }

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_count")]
    private static partial ulong ColumnCount(SafeHandle statement);
}

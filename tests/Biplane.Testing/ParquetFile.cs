using DuckDB.NET.Data;

namespace Biplane.Testing;

/// <summary>A Parquet file, read by an implementation that has nothing to do with the one that writes it.</summary>
/// <param name="Columns">Names and types of the columns, as DuckDB calls them.</param>
/// <param name="Rows">The rows in the file's order; times are UTC.</param>
/// <param name="GroupRows">How many rows each row group has.</param>
/// <param name="Facts">The facts in the footer.</param>
public sealed record ParquetFile(
    IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<object?[]> Rows, IReadOnlyList<long> GroupRows, IReadOnlyDictionary<string, string> Facts)
{
    /// <exception cref="DuckDBException">The bytes are no whole file.</exception>
    public static ParquetFile Read(byte[] content)
    {
        using var folder = new TemporaryFolder();
        var path = System.IO.Path.Combine(folder.Path, "answer.parquet");
        File.WriteAllBytes(path, content);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        List<object?[]> Ask(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql.Replace("{file}", $"'{path}'", StringComparison.Ordinal);
            using var reader = command.ExecuteReader();
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            }

            return rows;
        }

        _ = Ask("SET TimeZone = 'UTC'");
        return new ParquetFile(
            [.. Ask("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({file}))").Select(row => ((string)row[0]!, (string)row[1]!))],
            Ask("SELECT * FROM read_parquet({file}, file_row_number = true) ORDER BY file_row_number").ConvertAll(row => row[..^1]),
            [.. Ask("SELECT any_value(row_group_num_rows) FROM parquet_metadata({file}) GROUP BY row_group_id ORDER BY row_group_id").Select(row => (long)row[0]!)],
            Ask("SELECT decode(key), decode(value) FROM parquet_kv_metadata({file})").ToDictionary(row => (string)row[0]!, row => (string)row[1]!, StringComparer.Ordinal));
    }
}

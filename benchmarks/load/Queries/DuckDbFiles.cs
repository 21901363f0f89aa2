using System.Diagnostics;
using Biplane.Storage.DuckDb.Native;
using DuckDB.NET.Native;

namespace Biplane.Load.Queries;

/// <summary>The engine alone, with hand-written SQL over the segments that the server has written.</summary>
internal sealed class DuckDbFiles : IDisposable
{
    private readonly DuckDbInstance _instance = new();
    private readonly DuckDbConnection _connection;
    private byte[] _taken = new byte[4096];

    public DuckDbFiles(string folder)
    {
        _connection = _instance.Connect();
        _connection.Execute($"SET threads={Math.Min(4, Environment.ProcessorCount)}");
        var parts = new List<string>();
        foreach (var path in Directory.GetFiles(folder, "seg-*.duckdb"))
        {
            var name = $"s{parts.Count}";
            _connection.Execute($"ATTACH '{path}' AS {name} (READ_ONLY)");
            parts.Add($"SELECT * FROM {name}.rows");
        }

        _connection.Execute($"CREATE VIEW rows AS {string.Join(" UNION ALL ", parts)}");
    }

    /// <summary>The time until every value of the answer has been taken out of the engine: one that nobody has is no answer.</summary>
    public double Run(string sql)
    {
        var clock = Stopwatch.StartNew();
        using var result = _connection.Query(sql);
        DuckDBType[] types = [.. Enumerable.Range(0, result.ColumnCount).Select(result.TypeOf)];
        while (result.Read())
        {
            for (var column = 0; column < types.Length; column++)
            {
                if (!result.IsNull(column))
                {
                    Take(types[column] == DuckDBType.Varchar ? result.GetUtf8(column) : result.GetBytes(column, SizeOf(types[column])));
                }
            }
        }

        return clock.Elapsed.TotalMilliseconds;
    }

    private void Take(ReadOnlySpan<byte> value)
    {
        if (value.Length > _taken.Length)
        {
            _taken = new byte[value.Length];
        }

        value.CopyTo(_taken);
    }

    // Of others the beginning will do.
    private static int SizeOf(DuckDBType type) => type is DuckDBType.Boolean or DuckDBType.TinyInt or DuckDBType.UnsignedTinyInt ? 1 : sizeof(int);

    public void Dispose()
    {
        _connection.Dispose();
        _instance.Dispose();
    }
}

using System.Diagnostics;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Load.Queries;

/// <summary>The engine alone, with hand-written SQL over the segments that the server has written.</summary>
internal sealed class DuckDbFiles : IDisposable
{
    private readonly DuckDbInstance _instance = new();
    private readonly DuckDbConnection _connection;

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

    public double Run(string sql)
    {
        var clock = Stopwatch.StartNew();
        using var result = _connection.Query(sql);
        while (result.Read())
        {
        }

        return clock.Elapsed.TotalMilliseconds;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _instance.Dispose();
    }
}

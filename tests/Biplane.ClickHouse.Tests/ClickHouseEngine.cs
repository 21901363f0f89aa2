using System.Buffers;
using System.Text.Json.Nodes;
using Biplane.ClickHouse.Tests;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Prices;
using Biplane.Storage.ClickHouse.Sql;
using Biplane.Storage.ClickHouse.Tables;
using Biplane.Storage.RowJson;
using Biplane.Storage.Sql;
using Biplane.Testing;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// One engine is all that a process can have, and its table holds the rows of one class at a time.
[assembly: AssemblyFixture(typeof(ClickHouseEngine))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Biplane.ClickHouse.Tests;

/// <summary>The engine with the table of rows and the functions that statements call.</summary>
public sealed class ClickHouseEngine : IDisposable
{
    private readonly Lazy<ClickHouseLibrary> _library = new(Start);

    /// <summary>The engine. There is none for Windows; anywhere else its absence is a failure.</summary>
    internal ClickHouseLibrary Library
    {
        get
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "ClickHouse is not built for Windows.");
            return _library.Value;
        }
    }

    /// <summary>Makes these the rows of the table.</summary>
    internal void Fill(IEnumerable<(RowState State, ulong Key)> rows)
    {
        Library.Query($"TRUNCATE TABLE {RowsTable.Name}");
        Add(rows, isDeleted: false);
    }

    /// <summary>Adds versions of rows.</summary>
    internal void Add(IEnumerable<(RowState State, ulong Key)> rows, bool isDeleted)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var encoder = new RowEncoder(bytes);
        foreach (var (state, key) in rows)
        {
            encoder.Write(state, key, [], field => state[field].IsEmpty ? null : state[field].Length, isDeleted);
        }

        var file = Path.Combine(Library.Folder, "rows.bin");
        File.WriteAllBytes(file, bytes.WrittenSpan.ToArray());
        var structure = string.Join(", ", RowsTable.Columns.Select(column => $"{column.Name} {column.Type}")).Replace("'", "\\'", StringComparison.Ordinal);
        Library.Query($"INSERT INTO {RowsTable.Name} SELECT * FROM file('{file}', 'RowBinary', '{structure}')");
    }

    /// <summary>Runs a plan; the rows as the data plane writes them.</summary>
    internal IReadOnlyList<JsonObject> Run(QueryPlan plan)
    {
        if (plan.Pivot is null)
        {
            return Written(Ask(PlanSql.Emit(plan), plan.Columns));
        }

        var values = new List<string?>();
        var found = Ask(PlanSql.PivotValues(plan), [new ResultColumn("value", ColumnType.Text)]);
        while (found.Read())
        {
            values.Add(found.IsNull(0) ? null : System.Text.Encoding.UTF8.GetString(found.GetUtf8(0)));
        }

        return Written(Ask(PlanSql.Emit(plan, values), PivotWriter.Columns(plan, values)));
    }

    internal AnswerCursor Ask(SqlFragment sql, IReadOnlyList<ResultColumn> columns) => new(Library.Query(sql.Text, sql.Parameters), columns);

    private static List<JsonObject> Written(AnswerCursor cursor)
    {
        var writer = new RowJsonWriter(cursor.Columns);
        var rows = new List<JsonObject>();
        while (cursor.Read())
        {
            var bytes = new ArrayBufferWriter<byte>();
            writer.Write(cursor, bytes);
            rows.Add(JsonNode.Parse(bytes.WrittenSpan, documentOptions: AnswerCursor.Deep)!.AsObject());
        }

        return rows;
    }

    private static ClickHouseLibrary Start()
    {
        var library = ClickHouseLibrary.Open(Path.Combine(Root(), "tests", "clickhouse", "node_modules"));
        foreach (var (name, value) in SessionSettings.All)
        {
            library.Query($"SET {name} = {value}");
        }

        foreach (var statement in (IEnumerable<string>)[PricesTable.Create, .. PricesTable.Fill(ModelPrices.Default), .. SqlFunctions.Create, RowsTable.Create])
        {
            library.Query(statement);
        }

        return library;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside of the repository.");
        }

        return folder.FullName;
    }

    public void Dispose()
    {
        if (_library.IsValueCreated)
        {
            _library.Value.Dispose();
        }
    }
}

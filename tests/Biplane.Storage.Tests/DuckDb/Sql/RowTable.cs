using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Search;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The storage table in memory, filled from rows as clients send them, and queries over it.</summary>
internal sealed class RowTable : IDisposable
{
    private static readonly string[] Columns =
    [
        "row_key UBIGINT", "kind UTINYINT", "object_id UUID", "id VARCHAR", "xact_id UBIGINT", "pagination_key UBIGINT", "created TIMESTAMP", "project_id UUID",
        "org_id UUID", "span_id VARCHAR", "root_span_id VARCHAR", "root_key UBIGINT", "is_root BOOLEAN", "span_name VARCHAR", "span_type VARCHAR",
        "start_time DOUBLE", "end_time DOUBLE", "total_tokens DOUBLE", "model VARCHAR", "has_error BOOLEAN",
        .. EventFields.All.Select(f => f.WireName() + " VARCHAR"), "comments VARCHAR", "audit VARCHAR", "extra VARCHAR", "blobs VARCHAR",
    ];

    private readonly DuckDBConnection _connection = new("Data Source=:memory:");
    private ulong _count;

    public RowTable()
    {
        _connection.Open();
        var native = new DuckDbConnection(NativeConnection(_connection));
        MatchFunction.Register(native);
        FiniteFunction.Register(native);
        PreviewFunction.Register(native);
        Execute("SET TimeZone='UTC'");
        Execute($"CREATE TABLE rows ({string.Join(", ", Columns)})");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_NativeConnection")]
    private static extern DuckDBNativeConnection NativeConnection(DuckDBConnection connection);

    public static Guid ProjectId { get; } = CaseRows.ProjectId;

    /// <summary>Adds a row; the first one added has the smallest pagination key.</summary>
    public void Add(JsonObject row, ObjectRef? owner = null)
    {
        var target = owner ?? new ObjectRef(ObjectKind.ProjectLogs, ProjectId);
        var index = _count++;
        var id = Text(row["id"]) ?? "row" + index.ToString(CultureInfo.InvariantCulture);
        var spanId = Text(row["span_id"]) ?? id;
        var rootSpanId = Text(row["root_span_id"]) ?? spanId;
        var attributes = row["span_attributes"] as JsonObject;
        var metrics = row["metrics"] as JsonObject;
        var values = new List<object?>
        {
            index, (byte)target.Kind, target.Id, id, (0x0DE1UL << 48) + 1_000 + index, 500 + index,
            DateTime.Parse(Text(row["created"]) ?? "2026-01-10T00:00:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
            ProjectId, Guid.Parse("22222222-2222-4222-8222-222222222222"), spanId, rootSpanId, Hash(target, rootSpanId),
            row["span_parents"] is not JsonArray { Count: > 0 }, Text(attributes?["name"]), Text(attributes?["type"]), Number(metrics?["start"]), Number(metrics?["end"]),
            Number(metrics?["tokens"]) ?? Number(metrics?["total_tokens"]), Text((row["metadata"] as JsonObject)?["model"]), row["error"] is not null,
        };
        values.AddRange(EventFields.All.Select(f => (object?)row[f.WireName()]?.ToJsonString()));
        values.AddRange([row["comments"]?.ToJsonString(), row["audit_data"]?.ToJsonString(), Extra(row), null]);
        using var command = _connection.CreateCommand();
        command.CommandText = $"INSERT INTO rows VALUES ({string.Join(", ", Enumerable.Repeat("?", values.Count))})";
        foreach (var value in values)
        {
            command.Parameters.Add(new DuckDBParameter(value ?? DBNull.Value));
        }

        command.ExecuteNonQuery();
    }

    /// <summary>Adds a row whose JSON columns are given as raw text, for values that .NET's JSON cannot hold.</summary>
    public void AddRaw(string id, string column, string json)
    {
        Add(new JsonObject { ["id"] = id });
        using var command = _connection.CreateCommand();
        command.CommandText = $"UPDATE rows SET {column} = ? WHERE id = ?";
        command.Parameters.Add(new DuckDBParameter(json));
        command.Parameters.Add(new DuckDBParameter(id));
        command.ExecuteNonQuery();
    }

    /// <summary>Runs the plan and gives its rows as the data plane would write them, hidden columns left out.</summary>
    public IReadOnlyList<JsonObject> Run(QueryPlan plan) => Run(plan, page: null);

    /// <summary>The same over traces that were chosen before.</summary>
    public IReadOnlyList<JsonObject> Run(QueryPlan plan, TracePage? page)
    {
        var scope = string.Join(", ", plan.Sources.Select(s => $"'{s.Id:D}'"));
        var relation = $"(SELECT * FROM rows WHERE kind = {(byte)plan.Kind} AND object_id IN ({scope}))";
        if (plan.Pivot is null)
        {
            return Read(plan.Columns, PlanSql.Emit(plan, relation, page));
        }

        var values = PivotValues(PlanSql.PivotValues(plan, relation));
        return Read(PivotWriter.Columns(plan, values), PlanSql.Emit(plan, relation, pivotValues: values));
    }

    private List<string?> PivotValues(SqlFragment sql)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var values = new List<string?>();
        while (reader.Read())
        {
            values.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        }

        return values;
    }

    private List<JsonObject> Read(IReadOnlyList<ResultColumn> columns, SqlFragment sql)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        Assert.Equal(Math.Max(columns.Count, 1), reader.FieldCount);
        var rows = new List<JsonObject>();
        while (reader.Read())
        {
            var row = new JsonObject();
            for (var i = 0; i < columns.Count; i++)
            {
                var column = columns[i];
                if (column.IsHidden)
                {
                    Assert.IsType<ulong>(reader.GetValue(i));
                }
                else if (!column.IsSpread)
                {
                    row[column.Name] = reader.IsDBNull(i) ? null : Wire(column.Type, reader.GetValue(i));
                }
                else if (!reader.IsDBNull(i))
                {
                    foreach (var (name, value) in JsonNode.Parse(reader.GetString(i))!.AsObject())
                    {
                        row[name] = value?.DeepClone();
                    }
                }
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The value of the hidden column of the last row.</summary>
    public ulong LastPlace(QueryPlan plan)
    {
        var scope = string.Join(", ", plan.Sources.Select(s => $"'{s.Id:D}'"));
        using var command = Command(PlanSql.Emit(plan, $"(SELECT * FROM rows WHERE object_id IN ({scope}))"));
        using var reader = command.ExecuteReader();
        var place = 0UL;
        while (reader.Read())
        {
            place = reader.GetFieldValue<ulong>(plan.Columns.Count - 1);
        }

        return place;
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private DuckDBCommand Command(SqlFragment sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql.Text;
        foreach (var parameter in sql.Parameters)
        {
            command.Parameters.Add(new DuckDBParameter(parameter));
        }

        return command;
    }

    private static JsonNode? Wire(ColumnType type, object value) => type switch
    {
        ColumnType.Json => JsonNode.Parse((string)value, documentOptions: new JsonDocumentOptions { MaxDepth = 2000 }),
        ColumnType.Text => JsonValue.Create((string)value),
        ColumnType.Boolean => JsonValue.Create((bool)value),
        ColumnType.Number => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        ColumnType.Integer => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ColumnType.Timestamp => JsonValue.Create(((DateTime)value).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ColumnType.Uuid => JsonValue.Create(((Guid)value).ToString("D")),
        ColumnType.PaginationKey => JsonValue.Create(new Biplane.Model.Transactions.PaginationKey((ulong)value).ToString()),
        _ => JsonValue.Create(((ulong)value).ToString(CultureInfo.InvariantCulture)),
    };

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : null;

    private static string? Extra(JsonObject row)
    {
        var known = EventColumns.Catalogue.Where(c => !c.IsInExtra).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var extra = new JsonObject(row.Where(m => !known.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        return extra.Count == 0 ? null : extra.ToJsonString();
    }

    private static ulong Hash(ObjectRef target, string rootSpanId) =>
        System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes($"{target.Id:D}/{rootSpanId}"));
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Prices;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.DuckDb.Writing;
using Biplane.Storage.Sql;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The storage table in memory, filled from rows as clients send them, and queries over it.</summary>
internal sealed class RowTable : IDisposable
{
    private static readonly Guid Organization = Guid.Parse("22222222-2222-4222-8222-222222222222");

    private readonly MemoryBlobs? _blobs;
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");
    private ulong _count;

    /// <param name="hasBlobs">Every field of every row lies in the blob store.</param>
    public RowTable(bool hasBlobs = false)
    {
        _blobs = hasBlobs ? new MemoryBlobs() : null;
        _connection.Open();
        var native = new DuckDbConnection(NativeConnection(_connection), threads: null);
        RowQueries.RegisterFunctions(native, _blobs ?? new MemoryBlobs(), ModelPrices.Default);
        Execute("SET TimeZone='UTC'");
        Execute($"CREATE TABLE rows ({string.Join(", ", RowSchema.Columns.Select(c => c.Name + " " + c.SqlType))})");
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
            ProjectId, Organization, spanId, rootSpanId, Hash(target, rootSpanId),
            row["span_parents"] is not JsonArray { Count: > 0 }, Text(attributes?["name"]), Text(attributes?["type"]), Number(metrics?["start"]), Number(metrics?["end"]),
            Tokens(metrics), Text((row["metadata"] as JsonObject)?["model"]), row["error"] is not null,
        };
        var fields = EventFields.All.Select(f => row[f.WireName()]?.ToJsonString()).ToList();
        values.AddRange(_blobs is null ? fields : fields.Select(_ => (object?)null));
        values.AddRange([row["comments"]?.ToJsonString(), row["audit_data"]?.ToJsonString(), Extra(row), _blobs is null ? null : PutAside(_blobs, fields)]);
        values.AddRange(StorageColumns.SizedFields.Select(f => fields[(int)f] is { } json ? (object)(uint)Encoding.UTF8.GetByteCount(json) : null));
        using var command = _connection.CreateCommand();
        command.CommandText = $"INSERT INTO rows VALUES ({string.Join(", ", Enumerable.Repeat("?", values.Count))})";
        foreach (var value in values)
        {
            command.Parameters.Add(new DuckDBParameter(value ?? DBNull.Value));
        }

        command.ExecuteNonQuery();
    }

    private static string PutAside(MemoryBlobs blobs, List<string?> fields) => new JsonObject(EventFields.All.Where(f => fields[(int)f] is not null).Select(f =>
        KeyValuePair.Create(f.WireName(), (JsonNode?)blobs.Put(new BlobScope(Organization, BlobArea.Rows), Encoding.UTF8.GetBytes(fields[(int)f]!)).ToString()))).ToJsonString();

    /// <summary>Adds a row whose JSON columns are given as raw text, for values that .NET's JSON cannot hold.</summary>
    public void AddRaw(string id, string column, string json)
    {
        Add(new JsonObject { ["id"] = id });
        using var command = _connection.CreateCommand();
        var size = EventFields.Parse(column) is { } field && StorageColumns.SizedFields.Contains(field) ? $", {StorageColumns.SizeOf(field)} = {Encoding.UTF8.GetByteCount(json)}" : "";
        command.CommandText = $"UPDATE rows SET {column} = ?{size} WHERE id = ?";
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
        var use = ColumnUse.Of(plan);
        var columns = RowSchema.Columns.Select(c => _blobs is not null && RowPart.Parse(c.Name) is not null ? BlobFunction.Of("r", c.Name, use) : c.Name);
        var relation = $"(SELECT {string.Join(", ", columns)} FROM rows r WHERE kind = {(byte)plan.Kind} AND object_id IN ({scope}))";
        if (plan.Pivot is null)
        {
            return Read(plan.Columns, PlanSql.Emit(plan, relation, page));
        }

        var values = PivotValues(PlanSql.PivotValues(plan, SqlFragment.Of(relation)));
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
                    foreach (var (name, value) in Wire(ColumnType.Json, reader.GetString(i))!.AsObject())
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

    private JsonNode? Wire(ColumnType type, object value) => type switch
    {
        ColumnType.Json => JsonNode.Parse(_blobs is { } blobs && BlobFunction.Resolve(blobs, Encoding.UTF8.GetBytes((string)value)) is { } large ? Encoding.UTF8.GetString(large) : (string)value, documentOptions: new JsonDocumentOptions { MaxDepth = 2000 }),
        ColumnType.Text => JsonValue.Create((string)value),
        ColumnType.Boolean => JsonValue.Create((bool)value),
        ColumnType.Number => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        ColumnType.Integer => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ColumnType.Timestamp => JsonValue.Create(TimeText.Of((DateTime)value)),
        ColumnType.Uuid => JsonValue.Create(((Guid)value).ToString("D")),
        ColumnType.PaginationKey => JsonValue.Create(new Biplane.Model.Transactions.PaginationKey((ulong)value).ToString()),
        _ => JsonValue.Create(((ulong)value).ToString(CultureInfo.InvariantCulture)),
    };

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : null;

    // As the store derives it.
    private static double? Tokens(JsonObject? metrics) =>
        Number(metrics?["tokens"]) ?? Number(metrics?["total_tokens"])
        ?? (Number(metrics?["prompt_tokens"]) is var prompt && Number(metrics?["completion_tokens"]) is var completion && (prompt ?? completion) is not null
            ? (prompt ?? 0) + (completion ?? 0)
            : null);

    private static string? Extra(JsonObject row)
    {
        var known = EventColumns.Catalogue.Where(c => !c.IsInExtra).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var extra = new JsonObject(row.Where(m => !known.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        return extra.Count == 0 ? null : extra.ToJsonString();
    }

    private static ulong Hash(ObjectRef target, string rootSpanId) =>
        System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes($"{target.Id:D}/{rootSpanId}"));
}

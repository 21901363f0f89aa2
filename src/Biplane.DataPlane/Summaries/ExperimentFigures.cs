using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.Model;
using Biplane.Model.Json;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Storage;

namespace Biplane.DataPlane.Summaries;

/// <summary>
/// Reads the figures of an experiment's cases: two plans, one over the root rows (input) and one over all spans without their
/// payload, added up here. Memory grows with the number of cases, not with the size of their rows.
/// </summary>
internal sealed class ExperimentFigures(IRowStore store)
{
    private static IEnumerable<(string Name, BoundExpression Value)> SpanColumns { get; } =
    [
        .. new[] { "root_span_id", "is_root", "span_attributes", "metrics", "error", "id", "scores" }.Select(name => (name, (BoundExpression)RowPlans.Column(name))),
        ("cost", EstimatedCost.OfRow),
    ];

    public async Task<IReadOnlyList<CaseFigures>> ReadAsync(Guid experimentId, CancellationToken cancellationToken)
    {
        var source = new ObjectRef(ObjectKind.Experiment, experimentId);
        var roots = await ReadRootsAsync(source, cancellationToken);
        var traces = new Dictionary<string, TraceFigures>(StringComparer.Ordinal);
        var plan = RowPlans.Select(source, SpanColumns);
        await using var rows = await store.QueryAsync(plan, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var span = Span(rows);
            if (!traces.TryGetValue(span.RootSpanId, out var trace))
            {
                traces[span.RootSpanId] = trace = new TraceFigures();
            }

            trace.Add(span.IsRoot && roots.TryGetValue(Text(rows, 5), out var inputKey) ? span with { InputKey = inputKey } : span);
        }

        return [.. traces.Values.Select(t => t.ToCase()).OfType<CaseFigures>()];
    }

    private async Task<Dictionary<string, UInt128>> ReadRootsAsync(ObjectRef source, CancellationToken cancellationToken)
    {
        var roots = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        var plan = RowPlans.Columns(source, "id", "input") with { Filter = RowPlans.IsTrue("is_root") };
        await using var rows = await store.QueryAsync(plan, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            roots[Text(rows, 0)] = CanonicalJson.Key(Json(rows, 1));
        }

        return roots;
    }

    private static SpanFigures Span(RowCursor rows)
    {
        var (type, purpose) = Attributes(Json(rows, 2));
        return new SpanFigures
        {
            RootSpanId = Text(rows, 0),
            IsRoot = !rows.IsNull(1) && rows.GetBoolean(1),
            Type = type,
            Purpose = purpose,
            Metrics = NumberMap.Read(Json(rows, 3)),
            HasError = !JsonText.IsNullOrAbsent(Json(rows, 4)),
            Scores = NumberMap.Read(Json(rows, 6)),
            Cost = rows.IsNull(7) ? null : rows.GetDouble(7),
        };
    }

    private static (string? Type, string? Purpose) Attributes(ReadOnlySpan<byte> json)
    {
        string? type = null;
        string? purpose = null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth + 8 });
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isPurpose = reader.ValueTextEquals("purpose"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                type = isType ? reader.GetString() : type;
                purpose = isPurpose ? reader.GetString() : purpose;
            }

            reader.Skip();
        }

        return (type, purpose);
    }

    private static ReadOnlySpan<byte> Json(RowCursor rows, int column) => rows.IsNull(column) ? default : rows.GetUtf8(column);

    private static string Text(RowCursor rows, int column) => System.Text.Encoding.UTF8.GetString(Json(rows, column));
}

using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.Model;
using Biplane.Model.Json;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace Biplane.DataPlane.Summaries;

/// <summary>
/// Reads the figures of an experiment's cases: two plans, one over the root rows (input) and one over all spans without their
/// payload, added up here. Memory grows with the number of cases, not with the size of their rows. What was read of an experiment is kept: an experiment is written
/// once and then compared with one after the other.
/// </summary>
internal sealed class ExperimentFigures(IRowStore store) : IDisposable
{
    private const long MaxBytes = 32 << 20;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    private static IEnumerable<(string Name, BoundExpression Value)> SpanColumns { get; } =
    [
        .. new[] { "root_span_id", "is_root", "span_attributes", "metrics", "error", "id", "scores" }.Select(name => (name, (BoundExpression)RowPlans.Column(name))),
        ("cost", EstimatedCost.OfRow),
    ];

    public async Task<CaseTable> ReadAsync(Guid experimentId, CancellationToken cancellationToken)
    {
        var source = new ObjectRef(ObjectKind.Experiment, experimentId);

        // Taken before the rows are read: what is written meanwhile makes it another one.
        var mark = store.ChangeMark(source);
        if (_known.TryGetValue(experimentId, out Known? known) && known!.Mark == mark)
        {
            return known.Cases;
        }

        var cases = new CaseTable(await ReadAsync(source, cancellationToken));
        if (cases.Bytes <= MaxBytes / 4)
        {
            _known.Set(experimentId, new Known(mark, cases), new MemoryCacheEntryOptions { Size = cases.Bytes });
        }

        return cases;
    }

    public void Dispose() => _known.Dispose();

    private async Task<IReadOnlyList<CaseFigures>> ReadAsync(ObjectRef source, CancellationToken cancellationToken)
    {
        var inputs = await ReadInputsAsync(source, cancellationToken);
        var traces = new Dictionary<string, TraceFigures>(Utf8Comparer.Instance);
        var scores = new ScoreReader();
        var plan = RowPlans.Select(source, SpanColumns);
        await using var rows = await store.QueryAsync(plan, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            Trace(traces, rows.GetUtf8(0)).Add(Span(rows, scores, inputs));
        }

        return [.. traces.Values.Select(t => t.ToCase()).OfType<CaseFigures>()];
    }

    private async Task<Dictionary<string, UInt128>> ReadInputsAsync(ObjectRef source, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, UInt128>(Utf8Comparer.Instance);
        var keys = new CanonicalJson();
        var plan = RowPlans.Columns(source, "id", "input") with { Filter = RowPlans.IsTrue("is_root") };
        await using var rows = await store.QueryAsync(plan, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            inputs.GetAlternateLookup<ReadOnlySpan<byte>>()[rows.GetUtf8(0)] = keys.Key(Json(rows, 1));
        }

        return inputs;
    }

    private static TraceFigures Trace(Dictionary<string, TraceFigures> traces, ReadOnlySpan<byte> id)
    {
        var known = traces.GetAlternateLookup<ReadOnlySpan<byte>>();
        return known.TryGetValue(id, out var trace) ? trace : known[id] = new TraceFigures();
    }

    private static SpanFigures Span(RowCursor rows, ScoreReader scores, Dictionary<string, UInt128> inputs)
    {
        var isRoot = !rows.IsNull(1) && rows.GetBoolean(1);
        var (type, hasScorerPurpose) = Attributes(Json(rows, 2));
        return new SpanFigures
        {
            IsRoot = isRoot,
            Type = type,
            HasScorerPurpose = hasScorerPurpose,
            Metrics = SpanMetrics.Read(Json(rows, 3)),
            HasError = !JsonText.IsNullOrAbsent(Json(rows, 4)),
            InputKey = isRoot && inputs.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(rows.GetUtf8(5), out var key) ? key : default,
            Scores = scores.Read(Json(rows, 6)),
            Cost = rows.IsNull(7) ? null : rows.GetDouble(7),
        };
    }

    private static (SpanType Type, bool HasScorerPurpose) Attributes(ReadOnlySpan<byte> json)
    {
        var type = SpanType.Other;
        var hasScorerPurpose = false;
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
                type = isType ? TypeOf(ref reader) : type;
                hasScorerPurpose = isPurpose ? reader.ValueTextEquals("scorer"u8) : hasScorerPurpose;
            }

            reader.Skip();
        }

        return (type, hasScorerPurpose);
    }

    private static SpanType TypeOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("llm"u8) ? SpanType.Llm
        : reader.ValueTextEquals("tool"u8) ? SpanType.Tool
        : reader.ValueTextEquals("eval"u8) ? SpanType.Eval
        : reader.ValueTextEquals("task"u8) ? SpanType.Task
        : reader.ValueTextEquals("score"u8) ? SpanType.Score
        : SpanType.Other;

    private static ReadOnlySpan<byte> Json(RowCursor rows, int column) => rows.IsNull(column) ? default : rows.GetUtf8(column);

    private sealed record Known(ulong Mark, CaseTable Cases);
}

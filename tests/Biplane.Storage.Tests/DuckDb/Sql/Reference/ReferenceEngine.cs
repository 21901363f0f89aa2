using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What a whole plan means, over rows in the order in which they were inserted. Every step makes a list of the one before.</summary>
internal sealed class ReferenceEngine(QueryPlan plan, IReadOnlyList<JsonObject> rows)
{
    /// <summary>The answer: a row's values by column.</summary>
    public static List<JsonObject> Run(QueryPlan plan, IReadOnlyList<JsonObject> rows) => new ReferenceEngine(plan, rows).Run();

    /// <summary>The draw of a sample.</summary>
#pragma warning disable CA5351 // It spreads rows evenly; nothing is kept secret by it.
    public static string Draw(string? key, string seed) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(key + seed)));
#pragma warning restore CA5351

    private List<JsonObject> Run()
    {
        var (names, values) = RunValues();
        return [.. values.Select(row => new JsonObject(names.Zip(row, (name, value) => KeyValuePair.Create(name, ToJson(value)))))];
    }

    private (List<string> Names, List<object?[]> Rows) RunValues()
    {
        var items = plan.Inner is { } inner ? InnerItems(inner) : [.. rows.Select((row, i) => new ReferenceItem(row, plan.IsDescending ? -i : i))];
        items = plan.Shape switch
        {
            QueryShape.Spans => ChooseRows(items),
            QueryShape.Traces => Unpivot(ChooseTraces(items)),
            _ => Unpivot(RollUp(ChooseTraces(items))),
        };
        if (plan.Grouping is { } grouping)
        {
            return Groups(grouping, items);
        }

        var columns = plan.Output.Where(column => column is { Value: not null, Column.IsHidden: false }).ToList();
        var ordered = items
            .Where(item => plan.Having is null || item.Evaluate(plan.Having) is true)
            .OrderBy(item => item, Comparer<ReferenceItem>.Create((a, b) => ReferenceOrder.Compare(plan.Sort, a.Evaluate, b.Evaluate)))
            .ThenBy(item => item.Place);
        var answer = Limited([.. ordered]);
        return ([.. columns.Select(c => c.Column.Name)], [.. answer.Select(item => columns.Select(column => Shown(column, item.Evaluate(column.Value!))).ToArray())]);
    }

    private object? Shown(OutputColumn column, object? value) => column.IsPreview && plan.PreviewLength is { } length ? ReferencePreview.Of(value, length) : value;

    // Over traces the limit counts traces: those whose first row comes first.
    private IEnumerable<ReferenceItem> Limited(List<ReferenceItem> ordered)
    {
        if (plan.Limit is not { } limit)
        {
            return ordered;
        }

        if (plan.Shape == QueryShape.Spans)
        {
            return ordered.Take((int)limit);
        }

        var traces = ordered.Select(item => (string?)item.Row["root_span_id"]).Distinct(StringComparer.Ordinal).Take((int)limit).ToHashSet(StringComparer.Ordinal);
        return ordered.Where(item => traces.Contains((string?)item.Row["root_span_id"]));
    }

    private List<ReferenceItem> InnerItems(QueryPlan inner)
    {
        var (_, values) = new ReferenceEngine(inner, rows).RunValues();
        return [.. values.Select((row, i) => new ReferenceItem([], i) { Inner = row })];
    }

    private List<ReferenceItem> ChooseRows(List<ReferenceItem> items)
    {
        IReadOnlyList<BoundExpression> terms = plan.Filter is BoundLogical { IsAnd: true } and ? and.Operands : plan.Filter is { } one ? [one] : [];
        var ofRows = terms.Where(term => !BoundTree.Contains(term, node => node is BoundUnpivoted)).ToList();
        items = [.. items.Where(item => ofRows.TrueForAll(term => item.Evaluate(term) is true))];
        if (plan.Sampling is { } sampling)
        {
            items = [.. items.OrderBy(item => Draw((string?)item.Row["id"], sampling.Seed), StringComparer.Ordinal).Take((int)sampling.Count)];
        }

        return [.. Unpivot(items).Where(item => terms.All(term => item.Evaluate(term) is true))];
    }

    // A trace is chosen when one of its spans satisfies the filter; its place is that of the first such span in the direction of the scan.
    private List<ReferenceItem> ChooseTraces(List<ReferenceItem> items)
    {
        var chosen = new List<(string? Id, long Place, List<ReferenceItem> Spans)>();
        foreach (var trace in items.GroupBy(item => (string?)item.Row["root_span_id"], StringComparer.Ordinal))
        {
            var filter = plan.Filter is null ? null : ReferenceValue.Fill(
                plan.Filter, node => node is BoundAnySpan any ? new ReferenceValue(trace.Any(span => span.Evaluate(any.Condition) is true), ColumnType.Boolean) : null);
            var matching = trace.Where(span => filter is null || span.Evaluate(filter) is true).ToList();
            if (matching.Count > 0)
            {
                chosen.Add((trace.Key, matching.Min(span => span.Place), [.. trace]));
            }
        }

        if (plan.Sampling is { } sampling)
        {
            chosen = [.. chosen.OrderBy(trace => Draw(trace.Id, sampling.Seed), StringComparer.Ordinal).Take((int)sampling.Count)];
        }

        if (plan is { IsPaged: true, Limit: { } limit })
        {
            chosen = [.. chosen.OrderBy(trace => trace.Place).Take((int)limit)];
        }

        // Rows of a trace stand together, at the place of the trace.
        const long Wide = 1_000_000;
        return
        [
            .. chosen.SelectMany(trace => trace.Spans
                .Where(span => plan.SpanFilter is null || span.Evaluate(plan.SpanFilter) is true)
                .Select(span => span with { Place = (trace.Place * Wide) + span.Place })),
        ];
    }

    private static List<ReferenceItem> RollUp(List<ReferenceItem> spans) =>
    [
        .. spans.GroupBy(span => (string?)span.Row["root_span_id"], StringComparer.Ordinal)
            .Select(trace => new ReferenceItem(ReferenceSummary.Of([.. trace.Select(span => span.Row)]), trace.Min(span => span.Place))),
    ];

    private List<ReferenceItem> Unpivot(List<ReferenceItem> items)
    {
        foreach (var unpivot in plan.Unpivots)
        {
            items = [.. items.SelectMany(item => (item.Evaluate(unpivot.Source), unpivot.IsObject) switch
            {
                (JsonObject value, true) => value.Select(member => item with { Unpivoted = [.. item.Unpivoted, (member.Key, member.Value)] }),
                (JsonArray array, false) => array.Select(element => item with { Unpivoted = [.. item.Unpivoted, (null, element)] }),
                _ => [],
            })];
        }

        return items;
    }

    private (List<string> Names, List<object?[]> Rows) Groups(Grouping grouping, List<ReferenceItem> items)
    {
        var groups = items
            .Select(item => (Item: item, Keys: grouping.Keys.Select(item.Evaluate).ToArray()))
            .GroupBy(pair => string.Join('\n', pair.Keys.Select(key => ToJson(key)?.ToJsonString() ?? "null")), StringComparer.Ordinal)
            .Select(group => new ReferenceGroup(group.First().Keys, [.. group.Select(pair => pair.Item)], grouping))
            .ToList();
        if (groups.Count == 0 && grouping.Keys.Count == 0)
        {
            groups.Add(new ReferenceGroup([], [], grouping));
        }

        groups = [.. groups.Where(group => plan.Having is null || group.Evaluate(plan.Having) is true)];
        return plan.Pivot is { } pivot
            ? Pivoted(pivot, groups)
            : ([.. plan.Output.Select(c => c.Column.Name)], [.. Sorted(groups).Select(group => plan.Output.Select(column => Shown(column, group.Evaluate(column.Value!))).ToArray())]);
    }

    private (List<string> Names, List<object?[]> Rows) Pivoted(Pivot pivot, List<ReferenceGroup> groups)
    {
        var values = groups.Select(group => (string?)group.Keys[pivot.KeyIndex]).Distinct(StringComparer.Ordinal).OrderBy(v => v is null).ThenBy(v => v, StringComparer.Ordinal).ToList();
        var wide = groups.GroupBy(group => string.Join('\n', group.Keys.Take(pivot.KeyIndex).Select(key => ToJson(key)?.ToJsonString() ?? "null")), StringComparer.Ordinal);
        return (
            [.. plan.Output.Select(c => c.Column.Name), .. values.SelectMany(value => pivot.Measures.Select(measure => Pivot.NameOf(value, measure)))],
            [
                .. wide.Select(row => plan.Output.Select(column => row.First().Evaluate(column.Value!))
                    .Concat(values.SelectMany(value => pivot.Measures.Select(measure => row.FirstOrDefault(g => (string?)g.Keys[pivot.KeyIndex] == value)?.Evaluate(measure.Value!))))
                    .ToArray()),
            ]);
    }

    private IEnumerable<ReferenceGroup> Sorted(List<ReferenceGroup> groups)
    {
        var sorted = groups.OrderBy(group => group, Comparer<ReferenceGroup>.Create((a, b) => ReferenceOrder.Compare(plan.Sort, a.Evaluate, b.Evaluate)));
        return plan.Limit is { } limit ? sorted.Take((int)limit) : sorted;
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        JsonNode node => node.DeepClone(),
        DateTime time => ReferenceTime.Text(time),
        _ => JsonSerializer.SerializeToNode(value),
    };
}

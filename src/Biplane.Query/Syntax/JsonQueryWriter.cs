using System.Globalization;
using System.Text.Json;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>Writes a tree in the JSON form, which is read back into an equal tree; with the text, every node has its place in it.</summary>
public sealed class JsonQueryWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly JsonExpressionWriter _expressions;

    private JsonQueryWriter(Utf8JsonWriter json, string? text)
    {
        _json = json;
        _expressions = new JsonExpressionWriter(json, text is null ? null : new TextLines(text));
    }

    /// <summary>Writes the query.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="query">The query.</param>
    /// <param name="text">The text that it was read from, if there is one.</param>
    public static void Write(Utf8JsonWriter json, QuerySyntax query, string? text = null) => new JsonQueryWriter(json, text).WriteQuery(query);

    private void WriteQuery(QuerySyntax query)
    {
        _json.WriteStartObject();
        WriteItems("select", query.Select);
        if (query.IsDistinct)
        {
            _json.WriteBoolean("distinct"u8, value: true);
        }

        WriteItems("dimensions", query.Dimensions);
        WriteItems("measures", query.Measures);
        WriteItems("weighted_scores", query.WeightedScores);
        WriteItems("custom_columns", query.CustomColumns);
        WritePivot(query.Pivot);
        WriteUnpivots(query.Unpivot);
        WriteList("infer", query.Infer, _expressions.Write);
        WriteFrom(query.From);
        WriteExpression("filter", query.Filter);
        WriteExpression("trace_filter", query.TraceFilter);
        WriteExpression("final_filter", query.FinalFilter);
        WriteExpression("comparison_key", query.ComparisonKey);
        WriteList("sort", query.Sort, WriteSort);
        WriteSample(query.Sample);
        WriteNumber("limit", query.Limit);
        if (query.Cursor is { } cursor)
        {
            _json.WriteString("cursor"u8, cursor);
        }

        WriteNumber("preview_length", query.PreviewLength);
        WriteNumber("inference_budget", query.InferenceBudget);
        _json.WriteEndObject();
    }

    private void WriteList<T>(string name, EquatableList<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        _json.WriteEndArray();
    }

    private void WriteItems(string name, EquatableList<SelectItem> items) => WriteList(name, items, WriteItem);

    private void WriteItem(SelectItem item)
    {
        if (item is { Expression: StarExpression, Alias: null })
        {
            _expressions.Write(item.Expression);
            return;
        }

        _json.WriteStartObject();
        _expressions.WriteMember("expr", item.Expression);
        if (item.Alias is { } alias)
        {
            _json.WriteString("alias"u8, alias);
        }

        _json.WriteEndObject();
    }

    private void WriteSort(SortItem item)
    {
        _json.WriteStartObject();
        _expressions.WriteMember("expr", item.Expression);
        _json.WriteString("dir"u8, item.IsDescending ? "desc"u8 : "asc"u8);
        _json.WriteEndObject();
    }

    private void WritePivot(PivotClause? pivot)
    {
        if (pivot is null)
        {
            return;
        }

        _json.WriteStartObject("pivot"u8);
        _json.WriteStartArray("measures"u8);
        foreach (var measure in pivot.Measures)
        {
            WriteItem(measure);
        }

        _json.WriteEndArray();
        WriteExpression("column", pivot.Column);
        _json.WriteEndObject();
    }

    private void WriteUnpivots(EquatableList<UnpivotItem> items) => WriteList("unpivot", items, item =>
    {
        _json.WriteStartObject();
        _expressions.WriteMember("expr", item.Expression);
        if (item.Name is { } name)
        {
            _json.WriteStartArray("alias"u8);
            _json.WriteStringValue(name);
            _json.WriteStringValue(item.Value);
            _json.WriteEndArray();
        }
        else
        {
            _json.WriteString("alias"u8, item.Value);
        }

        _json.WriteEndObject();
    });

    private void WriteFrom(FromClause? from)
    {
        if (from is null)
        {
            return;
        }

        _json.WriteStartObject("from"u8);
        if (from.Subquery is { } query)
        {
            _json.WritePropertyName("query"u8);
            WriteQuery(query);
        }
        else
        {
            _expressions.WriteCall(from.Source, from.Arguments);
        }

        if (from.Alias is { } alias)
        {
            _json.WriteString("alias"u8, alias);
        }

        if (from.Shape is { } shape)
        {
            _json.WriteString("shape"u8, shape.Name());
        }

        _expressions.WriteLocation(from.Span);
        _json.WriteEndObject();
    }

    private void WriteSample(SampleClause? sample)
    {
        if (sample is null)
        {
            return;
        }

        _json.WriteStartObject("sample"u8);
        _json.WriteStartObject("method"u8);
        _json.WriteString("type"u8, sample.IsRate ? "rate"u8 : "count"u8);
        if (sample.IsRate && decimal.TryParse(sample.Value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
        {
            // In decimal digits, so that reading it back gives the same number.
            _json.WriteNumber("value"u8, percent / 100);
        }
        else
        {
            _json.WriteNumber("value"u8, sample.IsRate ? sample.Value / 100 : sample.Value);
        }

        _json.WriteEndObject();
        WriteNumber("seed", sample.Seed);
        _json.WriteEndObject();
    }

    private void WriteExpression(string name, Expression? expression)
    {
        if (expression is not null)
        {
            _expressions.WriteMember(name, expression);
        }
    }

    private void WriteNumber(string name, long? number)
    {
        if (number is { } value)
        {
            _json.WriteNumber(name, value);
        }
    }
}

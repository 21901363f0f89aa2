using System.Globalization;
using System.Text;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>Writes a tree as BTQL text on one line. What it writes is read back into an equal tree.</summary>
public static class QueryPrinter
{
    /// <summary>The query as text.</summary>
    public static string Print(QuerySyntax query)
    {
        var clauses = new List<string>();
        AddItems(clauses, query.IsDistinct ? "select: distinct" : "select:", query.Select);
        AddItems(clauses, "dimensions:", query.Dimensions);
        AddItems(clauses, "measures:", query.Measures);
        AddItems(clauses, "weighted_scores:", query.WeightedScores);
        AddItems(clauses, "custom_columns:", query.CustomColumns);
        if (query.Pivot is { } pivot)
        {
            Add(clauses, "pivot:", string.Join(", ", pivot.Measures.Select(Print)) + (pivot.Column is { } column ? " for " + Print(column) : string.Empty));
        }

        Add(clauses, "unpivot:", string.Join(", ", query.Unpivot.Select(Print)));
        Add(clauses, "infer:", string.Join(", ", query.Infer.Select(Print)));
        Add(clauses, "from:", query.From is { } from ? Print(from) : null);
        Add(clauses, "filter:", PrintOrNull(query.Filter));
        Add(clauses, "trace_filter:", PrintOrNull(query.TraceFilter));
        Add(clauses, "final_filter:", PrintOrNull(query.FinalFilter));
        Add(clauses, "comparison_key:", PrintOrNull(query.ComparisonKey));
        Add(clauses, "sort:", string.Join(", ", query.Sort.Select(s => Print(s.Expression) + (s.IsDescending ? " desc" : " asc"))));
        Add(clauses, "sample:", query.Sample is { } sample ? sample.Value.ToString("R", CultureInfo.InvariantCulture) + (sample.IsRate ? "%" : string.Empty) + PrintSeed(sample.Seed) : null);
        Add(clauses, "preview_length:", query.PreviewLength?.ToString(CultureInfo.InvariantCulture));
        Add(clauses, "inference_budget:", query.InferenceBudget?.ToString(CultureInfo.InvariantCulture));
        Add(clauses, "limit:", query.Limit?.ToString(CultureInfo.InvariantCulture));
        Add(clauses, "cursor:", query.Cursor is { } cursor ? ExpressionPrinter.Quote(cursor) : null);
        return string.Join(" | ", clauses);
    }

    /// <summary>The expression as text.</summary>
    public static string Print(Expression expression)
    {
        var text = new StringBuilder();
        new ExpressionPrinter(text).Print(expression, Precedence.Conditional);
        return text.ToString();
    }

    private static string? PrintOrNull(Expression? expression) => expression is null ? null : Print(expression);

    private static string Print(UnpivotItem item) => item.Name is { } name
        ? $"{Print(item.Expression)} as ({ExpressionPrinter.Name(name)}, {ExpressionPrinter.Name(item.Value)})"
        : $"{Print(item.Expression)} as {ExpressionPrinter.Name(item.Value)}";

    private static string Print(FromClause from)
    {
        var arguments = from.Arguments.Count == 0 ? string.Empty : $"({string.Join(", ", from.Arguments.Select(Print))})";
        var source = from.Subquery is { } query ? $"({Print(query)})" : from.Source + arguments;
        return source + (from.Alias is { } alias ? " as " + alias : string.Empty) + (from.Shape is { } shape ? " " + shape.Name() : string.Empty);
    }

    private static string PrintSeed(long? seed) => seed is { } number ? " seed " + number.ToString(CultureInfo.InvariantCulture) : string.Empty;

    private static void AddItems(List<string> clauses, string name, EquatableList<SelectItem> items) =>
        Add(clauses, name, string.Join(", ", items.Select(Print)));

    private static string Print(SelectItem item) => Print(item.Expression) + (item.Alias is { } alias ? " as " + ExpressionPrinter.Name(alias) : string.Empty);

    private static void Add(List<string> clauses, string name, string? content)
    {
        if (!string.IsNullOrEmpty(content))
        {
            clauses.Add($"{name} {content}");
        }
    }
}

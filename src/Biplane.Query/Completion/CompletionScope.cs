using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Binding;
using Biplane.Query.Diagnostics;
using Biplane.Query.Sources;
using Biplane.Query.Syntax;

namespace Biplane.Query.Completion;

/// <summary>The names that mean something at the cursor, from as much of the query as can be read.</summary>
internal sealed class CompletionScope
{
    private readonly IReadOnlyList<KnownField> _fields;

    private CompletionScope(FromClause? source, bool isOfSource, IReadOnlyList<CompletionItem> columns, IReadOnlyList<string> namedQueries, IReadOnlyList<KnownField> fields)
    {
        Source = source;
        IsOfSource = isOfSource;
        Columns = columns;
        NamedQueries = namedQueries;
        _fields = fields;
    }

    /// <summary>The source function that the rows come from in the end.</summary>
    public FromClause? Source { get; }

    /// <summary>Whether the query at the cursor reads that source itself, not a sub-query.</summary>
    public bool IsOfSource { get; }

    public IReadOnlyList<CompletionItem> Columns { get; }

    public IReadOnlyList<string> NamedQueries { get; }

    public static CompletionScope Of(string text, CursorPlace place, CompletionContext context)
    {
        // A string that is being typed has no end yet; what is before it can be read all the same.
        var readable = place.IsInString ? text[..place.Replace.Start] : text;
        var diagnostics = new DiagnosticBag();
        var query = QueryParser.Parse(readable, diagnostics, out var namedQueries);
        for (var depth = 0; depth < place.Depth && query.From?.Subquery is { } nested; depth++)
        {
            query = nested;
        }

        var from = query.From;
        var source = from;
        while (source?.Subquery is { } inner)
        {
            source = inner.From;
        }

        var kind = source is not null && SourceFunctions.Find(source.Source)?.Kind is { } known ? known : ObjectKind.ProjectLogs;
        var isSummary = from?.Shape == QueryShape.Summary;
        var columns = from?.Subquery is { } subquery ? ColumnsOf(subquery) : ColumnsOf(kind, isSummary);
        return new CompletionScope(
            source,
            from is not null && from.Subquery is null,
            [.. new AliasTable(query).Names.Select(alias => new CompletionItem(alias, CompletionKind.Column, ExpressionPrinter.Name(alias), "alias")), .. columns],
            namedQueries,
            [.. context.Fields, .. WellKnownFields.All, .. isSummary ? WellKnownFields.OfSummary : []]);
    }

    /// <summary>The fields right below a path.</summary>
    public IEnumerable<CompletionItem> FieldsBelow(IReadOnlyList<string> path) => _fields
        .Where(field => field.Path.Count == path.Count + 1 && field.Path.Take(path.Count).SequenceEqual(path, StringComparer.Ordinal))
        .Select(field => new CompletionItem(field.Path[^1], CompletionKind.Field, ExpressionPrinter.Name(field.Path[^1]), field.Type))
        .DistinctBy(item => item.Label, StringComparer.Ordinal);

    /// <summary>The values that a path is known to have, as literals.</summary>
    public IEnumerable<CompletionItem> Values(IReadOnlyList<string> path) => _fields
        .Where(field => field.Path.SequenceEqual(Whole(path), StringComparer.Ordinal))
        .SelectMany(field => field.Values)
        .Select(value => new CompletionItem(value.Text, CompletionKind.Value, value.IsText ? ExpressionPrinter.Quote(value.Text) : value.Text))
        .DistinctBy(item => item.Insert, StringComparer.Ordinal);

    // A short name stands for its path.
    private static IReadOnlyList<string> Whole(IReadOnlyList<string> path) => path is ["name"] ? ["span_attributes", "name"] : path;

    private static IEnumerable<CompletionItem> ColumnsOf(ObjectKind kind, bool isSummary)
    {
        var columns = EventColumns.Of(kind).Select(column => new CompletionItem(column.Name, CompletionKind.Column, column.Name, ComparisonBinder.Name(column.Type)));
        return isSummary ? columns.Append(new CompletionItem("span_type_info", CompletionKind.Column, "span_type_info", ComparisonBinder.Name(ColumnType.Json))) : columns;
    }

    private static IEnumerable<CompletionItem> ColumnsOf(QuerySyntax subquery)
    {
        var plan = new QueryBinder(QueryRequest.FromSyntax(subquery, DateTime.UnixEpoch), subquery, new DiagnosticBag(), isNested: true).Bind();
        return plan is null
            ? subquery.Select.Concat(subquery.Dimensions).Concat(subquery.Measures).Select(AliasTable.NameOf).Select(name => new CompletionItem(name, CompletionKind.Column, ExpressionPrinter.Name(name)))
            : plan.Columns.Where(c => !c.IsHidden && !c.IsSpread).Select(c => new CompletionItem(c.Name, CompletionKind.Column, ExpressionPrinter.Name(c.Name), ComparisonBinder.Name(c.Type)));
    }
}

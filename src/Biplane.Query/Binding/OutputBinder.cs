using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>The columns of the answer.</summary>
internal static class OutputBinder
{
    private static readonly string[] Previewed = ["input", "output", "expected", "error", "metadata"];

    /// <summary>The last column of a paged answer: the row's place.</summary>
    public static OutputColumn Place { get; } = new(new ResultColumn("_place", ColumnType.PaginationKey, IsHidden: true), null);

    /// <summary>Every column of the kind, then the fields that have none; of a sub-query, its columns.</summary>
    public static IEnumerable<OutputColumn> Star(BindingContext context)
    {
        if (context.Inner is { } inner)
        {
            for (var i = 0; i < inner.Output.Count; i++)
            {
                if (inner.Output[i].Column is { IsHidden: false } column)
                {
                    var value = new BoundInner(i, column.Name, column.Type);
                    yield return column.IsSpread ? new OutputColumn(column, value) : Of(column.Name, value);
                }
            }

            yield break;
        }

        foreach (var column in EventColumns.Of(context.Kind))
        {
            yield return Of(column.Name, new BoundColumn(column));
        }

        if (context.Request.AuditLog && EventColumns.Find("audit_data") is { } audit && !audit.IsOf(context.Kind))
        {
            yield return Of(audit.Name, new BoundColumn(audit));
        }

        if (context.Shape == QueryShape.Summary)
        {
            yield return Of("span_type_info", new BoundColumn(EventColumns.Find("span_attributes")!));
        }
        else
        {
            yield return new OutputColumn(new ResultColumn(EventColumns.ExtraStorageName, ColumnType.Json, IsSpread: true), null);
        }
    }

    public static OutputColumn Of(string name, BoundExpression value) =>
        new(new ResultColumn(name, value.Type), value, value.Type == ColumnType.Json && NameOf(value) is { } column && Previewed.Contains(column, StringComparer.Ordinal));

    private static string? NameOf(BoundExpression value) => value switch
    {
        BoundColumn column => column.Column.Name,
        BoundInner inner => inner.Name,
        _ => null,
    };

    /// <summary>Refuses two columns of one name; an item that is named like a column of the star takes its place.</summary>
    public static List<OutputColumn> Merge(IEnumerable<(OutputColumn Column, bool IsOfStar, SourceSpan Span)> columns, DiagnosticBag diagnostics)
    {
        var all = columns.ToList();
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (column, isOfStar, span) in all.Where(c => !c.IsOfStar))
        {
            if (!named.TryAdd(column.Column.Name, 0))
            {
                diagnostics.Error(DiagnosticCodes.DuplicateAlias, $"Two columns of the answer are named '{column.Column.Name}'.", span, "Name one of them with AS.");
            }
        }

        return [.. all.Where(c => !c.IsOfStar || !named.ContainsKey(c.Column.Column.Name)).Select(c => c.Column)];
    }
}

using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// What a statement does with the columns that may hold large values. A value that only passes through to the answer is not brought back inside the
/// engine, which works on 2,048 rows at a time, but when its row is read; of one that is only previewed the beginning suffices.
/// </summary>
internal sealed class ColumnUse
{
    private readonly HashSet<string> _passing = [];
    private readonly HashSet<string> _previewed = [];
    private readonly int _previewLength;

    private ColumnUse(QueryPlan plan) => _previewLength = plan.PreviewLength ?? 0;

    /// <summary>Every column is computed with.</summary>
    public static ColumnUse Everything { get; } = new(new QueryPlan { Sources = [], Output = [] });

    /// <summary>How a whole statement uses the columns of its relation.</summary>
    public static ColumnUse Of(QueryPlan plan)
    {
        if (plan.Inner is not null || plan.Grouping is not null || plan.Inference is not null)
        {
            return Everything;
        }

        IEnumerable<BoundExpression?> computed = [plan.Filter, plan.SpanFilter, plan.Having, .. plan.Unpivots.Select(u => u.Source), .. plan.Sort.Select(s => s.Value)];
        var use = Of(plan, computed);
        if (plan.Shape == QueryShape.Summary)
        {
            foreach (var name in SummaryWriter.Columns.Split(' '))
            {
                use.Compute(name);
            }
        }

        return use;
    }

    /// <summary>How the select list alone uses them.</summary>
    public static ColumnUse OfOutput(QueryPlan plan) => Of(plan, []);

    /// <summary>The column is only handed on.</summary>
    public bool IsPassing(string column) => _passing.Contains(column);

    /// <summary>So many bytes of the column's value suffice; null when all are needed.</summary>
    public long? Bytes(string column) => _previewed.Contains(column) ? PreviewFunction.BytesFor(_previewLength) : null;

    private static ColumnUse Of(QueryPlan plan, IEnumerable<BoundExpression?> computed)
    {
        var use = new ColumnUse(plan);
        foreach (var output in plan.Output.Where(output => !output.Column.IsHidden))
        {
            if (output.Value is null)
            {
                use._passing.Add(EventColumns.ExtraStorageName);
            }
            else if (output.Value is BoundColumn { Column.IsInExtra: false } column)
            {
                (output.IsPreview && plan.PreviewLength is not null ? use._previewed : use._passing).Add(column.Column.StorageName);
            }
            else
            {
                computed = computed.Append(output.Value);
            }
        }

        foreach (var column in computed.OfType<BoundExpression>().SelectMany(BoundTree.Nodes).OfType<BoundColumn>())
        {
            use.Compute(column.Column.IsInExtra ? EventColumns.ExtraStorageName : column.Column.StorageName);
        }

        return use;
    }

    private void Compute(string column)
    {
        _passing.Remove(column);
        _previewed.Remove(column);
    }
}

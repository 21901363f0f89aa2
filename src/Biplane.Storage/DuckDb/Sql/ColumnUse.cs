using Biplane.Model.Rows;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// What a statement does with the columns that may hold large values. The engine works on 2,048 rows at a time, so a value is brought back inside it
/// only where something computes with it. What passes through to the answer, what is previewed, searched for words, or only asked for its
/// size or whether it is there, is left to those who know marks (<see cref="Reading.BlobFunction"/>).
/// </summary>
internal sealed class ColumnUse
{
    private readonly HashSet<string>? _computed;
    private readonly HashSet<string> _read = [];
    private readonly Dictionary<string, TypedPaths> _spared = [];

    private ColumnUse(HashSet<string>? computed) => _computed = computed;

    /// <summary>Every column is computed with.</summary>
    public static ColumnUse Everything { get; } = new(computed: null);

    /// <summary>How a whole statement uses the columns of its relation.</summary>
    public static ColumnUse Of(QueryPlan plan)
    {
        // An outer query computes with what the inner one passes on.
        if (plan.Inner is not null)
        {
            return Everything;
        }

        var use = Of([
            plan.Filter,
            plan.SpanFilter,
            plan.Having,
            .. plan.Unpivots.Select(unpivot => unpivot.Source),
            .. plan.Sort.Select(sort => sort.Value),
            .. plan.Grouping?.Keys ?? [],
            .. plan.Grouping?.Aggregates.Select(aggregate => aggregate.Argument) ?? [],
            .. plan.Inference?.Roots.Select(root => root.Value) ?? [],
        ]);
        use.AddOutput(plan);
        if (plan.Shape == QueryShape.Summary)
        {
            use._computed!.UnionWith(SummaryWriter.Columns.Split(' '));
            use._read.UnionWith(SummaryWriter.Columns.Split(' '));
        }

        return use;
    }

    /// <summary>How the select list alone uses them.</summary>
    public static ColumnUse OfOutput(QueryPlan plan)
    {
        var use = Of([]);
        use.AddOutput(plan);
        return use;
    }

    /// <summary>How the condition alone uses them.</summary>
    public static ColumnUse OfFilter(QueryPlan plan) => Of([plan.Filter]);

    /// <summary>Whether the column's values are computed with.</summary>
    public bool IsComputed(string column) => _computed?.Contains(column) != false;

    /// <summary>There is a column that some files need not read.</summary>
    public bool SparesSome => _spared.Keys.Any(column => !_read.Contains(column));

    /// <summary>The paths whose typed columns serve all that is asked of the column; null when its own values are needed, or it is not used at all.</summary>
    public TypedPaths? Spared(string column) => _spared.TryGetValue(column, out var paths) && !_read.Contains(column) ? paths : null;

    private static ColumnUse Of(IEnumerable<BoundExpression?> expressions)
    {
        var use = new ColumnUse([]);
        foreach (var expression in expressions.OfType<BoundExpression>())
        {
            use.Add(expression, isPassedOn: false);
        }

        return use;
    }

    private void AddOutput(QueryPlan plan)
    {
        foreach (var value in plan.Output.Select(output => output.Value).OfType<BoundExpression>())
        {
            Add(value, isPassedOn: plan.Grouping is null);
        }
    }

    private void Add(BoundExpression expression, bool isPassedOn)
    {
        if (StorageColumns.Spared(expression) is var (sparedColumn, paths))
        {
            // Where it is read after all, it is computed with.
            _computed!.Add(sparedColumn);
            _spared[sparedColumn] = paths | _spared.GetValueOrDefault(sparedColumn);
            return;
        }

        if (expression is BoundColumn any)
        {
            _read.Add(any.Column.StorageName);
        }

        switch (expression)
        {
            case BoundMatch { Operand: BoundColumn { Type: ColumnType.Json, Column.IsInExtra: false } matched }:
                _read.Add(matched.Column.StorageName);
                break;
            case BoundFind find:
                _read.Add(find.Column.StorageName);
                break;
            case BoundIsNull { Operand: BoundColumn { Column.IsInExtra: false } asked }:
                _read.Add(asked.Column.StorageName);
                break;
            case BoundCall { Function: ScalarFunction.ByteSize, Arguments: [var sized] } when StorageColumns.Size(sized) is not null:
                break;
            case BoundCall { Function: ScalarFunction.SpanCost or ScalarFunction.SpanCostBreakdown } cost:
                foreach (var argument in cost.Arguments.Where(argument => StorageColumns.StringOf(argument) is null))
                {
                    Add(argument, isPassedOn: false);
                }

                break;
            case BoundColumn column when !isPassedOn || column.Column.IsInExtra:
                _computed!.Add(column.Column.StorageName);
                break;
            case BoundColumn:
                break;
            case BoundConditional conditional:
                foreach (var branch in conditional.Branches)
                {
                    Add(branch.Condition, isPassedOn: false);
                    Add(branch.Result, isPassedOn);
                }

                Add(conditional.Otherwise, isPassedOn);
                break;
            default:
                BoundTree.MapChildren(expression, child =>
                {
                    Add(child, isPassedOn: false);
                    return child;
                });
                break;
        }
    }
}

using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.DataPlane.Answers;

/// <summary>Plans that the routes build themselves; the same engine runs them that runs queries.</summary>
internal static class RowPlans
{
    /// <summary>Where the fields begin in <see cref="WholeRows"/>.</summary>
    public const int FirstFieldOfWholeRows = 4;

    private static readonly string[] Keys = ["id", "span_id", "root_span_id", "created"];

    private static OutputColumn Place { get; } = new(new ResultColumn("_place", ColumnType.PaginationKey, IsHidden: true), Value: null);

    /// <summary>Every column of an object's rows, as <c>select: *</c> gives them.</summary>
    public static QueryPlan AllColumns(ObjectRef source) => Select(source, EventColumns.Of(source.Kind), withExtra: true);

    /// <summary>Some columns of an object's rows.</summary>
    public static QueryPlan Columns(ObjectRef source, params string[] names) =>
        Select(source, names.Select(name => (name, (BoundExpression)Column(name))));

    /// <summary>
    /// What it takes to write the rows again: id, span id, root span id, time, then every field in the order of <see cref="EventField"/>
    /// from <see cref="FirstFieldOfWholeRows"/> on, then the extra object.
    /// </summary>
    public static QueryPlan WholeRows(ObjectRef source) => Select(
        source,
        Keys.Concat(EventFields.All.Select(f => f.WireName())).Select(name => EventColumns.Find(name)!),
        withExtra: true);

    /// <summary>One row with one column: how many rows the object has.</summary>
    public static QueryPlan Count(ObjectRef source) => new()
    {
        Sources = [source],
        Grouping = new Grouping([], [new BoundAggregate(AggregateFunction.CountRows, Argument: null, Fraction: 0, ColumnType.Integer)]),
        Output = [new OutputColumn(new ResultColumn("count", ColumnType.Integer), new BoundAggregateResult(0, ColumnType.Integer))],
    };

    /// <summary>What some expressions make of an object's rows.</summary>
    public static QueryPlan Select(ObjectRef source, IEnumerable<(string Name, BoundExpression Value)> columns) => new()
    {
        Sources = [source],
        Output = [.. columns.Select(column => new OutputColumn(new ResultColumn(column.Name, column.Value.Type), column.Value)), Place],
    };

    /// <summary>A column, in an expression.</summary>
    public static BoundColumn Column(string name) => new(EventColumns.Find(name) ?? throw new ArgumentException($"There is no column {name}.", nameof(name)));

    /// <summary>A condition on a truth column.</summary>
    public static BoundExpression IsTrue(string column) => Equal(column, BoundConstant.Of(value: true));

    /// <summary>A condition that a column has a value.</summary>
    public static BoundExpression Equal(string column, BoundConstant value) =>
        new BoundComparison(ComparisonOperator.Equal, Column(column), value);

    private static QueryPlan Select(ObjectRef source, IEnumerable<EventColumn> columns, bool withExtra)
    {
        var output = new List<OutputColumn>();
        foreach (var column in columns)
        {
            output.Add(new OutputColumn(new ResultColumn(column.Name, column.Type), new BoundColumn(column)));
        }

        if (withExtra)
        {
            output.Add(new OutputColumn(new ResultColumn(EventColumns.ExtraStorageName, ColumnType.Json, IsSpread: true), Value: null));
        }

        output.Add(Place);
        return new QueryPlan { Sources = [source], Output = [.. output] };
    }
}

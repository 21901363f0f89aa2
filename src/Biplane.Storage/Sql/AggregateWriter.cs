using Biplane.Model.Rows;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>Aggregates over an argument that has been computed per row.</summary>
internal static class AggregateWriter
{
    /// <summary>Writes one.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine's words.</param>
    /// <param name="aggregate">The aggregate.</param>
    /// <param name="argument">The column with its argument.</param>
    /// <param name="fractions">Of a percentile: all fractions that are asked of that column.</param>
    public static void Write(SqlText sql, SqlDialect dialect, BoundAggregate aggregate, string argument, IReadOnlyList<double> fractions)
    {
        switch (aggregate.Function)
        {
            case AggregateFunction.CountRows:
                sql.Append("count(*)");
                break;
            case AggregateFunction.Count:
                sql.Append("count(").Append(argument).Append(")");
                break;
            case AggregateFunction.CountDistinct:
                sql.Append("count(DISTINCT ").Append(argument).Append(")");
                break;
            case AggregateFunction.Sum or AggregateFunction.Average:
                // A sum beyond 64 bits is null like every number beyond 64 bits.
                sql.Append("biplane_finite(").Append(aggregate.Function == AggregateFunction.Sum ? "sum(" : "avg(").Append(argument).Append("))");
                break;
            case AggregateFunction.Percentile:
                dialect.WritePercentile(sql, argument, aggregate.Fraction, fractions);
                break;
            case AggregateFunction.AnyValue:
                sql.Append("any_value(").Append(argument).Append(")");
                break;
            default:
                WriteExtreme(sql, dialect, aggregate.Type, aggregate.Function == AggregateFunction.Minimum ? "min(" : "max(", argument);
                break;
        }
    }

    // Of JSON the numbers count; only where there is none, the texts.
    private static void WriteExtreme(SqlText sql, SqlDialect dialect, ColumnType type, string function, string argument)
    {
        if (type != ColumnType.Json)
        {
            sql.Append(function).Append(argument).Append(")");
            return;
        }

        sql.Append("coalesce(")
            .Wrap(dialect.Cast(ColumnType.Number, ColumnType.Json), () => sql.Append(function).Wrap(dialect.Cast(ColumnType.Text, ColumnType.Number), () => sql.Append(argument)).Append(")"))
            .Append(", ")
            .Wrap(dialect.Cast(ColumnType.Text, ColumnType.Json), () => sql.Append(function).Wrap(dialect.ContentOfJson, () => sql.Append(argument)).Append(")"))
            .Append(")");
    }
}

namespace Biplane.Query.Functions;

/// <summary>Aggregates. All but the counts skip nulls and yield null when nothing is left.</summary>
public enum AggregateFunction
{
    /// <summary>Rows.</summary>
    CountRows,

    /// <summary>Rows whose argument is not null.</summary>
    Count,

    /// <summary>Different values that are not null.</summary>
    CountDistinct,

    Sum,
    Average,
    Minimum,
    Maximum,

    /// <summary>Some value of the group.</summary>
    AnyValue,

    /// <summary>The value below which a fraction of the values lies, interpolated.</summary>
    Percentile,
}

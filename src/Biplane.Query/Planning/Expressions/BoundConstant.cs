using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A constant.</summary>
/// <param name="Value">
/// Null, or by type: string (<see cref="ColumnType.Text"/>, and the JSON text of <see cref="ColumnType.Json"/>), double, long, bool, Guid,
/// ulong (transaction ids and pagination keys), UTC DateTime.
/// </param>
/// <param name="Type">What it is.</param>
public sealed record BoundConstant(object? Value, ColumnType Type) : BoundExpression(Type)
{
    /// <summary>The null that fits everywhere.</summary>
    public static BoundConstant Null { get; } = new(null, ColumnType.Json);

    public static BoundConstant Of(string value) => new(value, ColumnType.Text);

    public static BoundConstant Of(double value) => new(value, ColumnType.Number);

    public static BoundConstant Of(bool value) => new(value, ColumnType.Boolean);

    public static BoundConstant Of(DateTime value) => new(value, ColumnType.Timestamp);
}

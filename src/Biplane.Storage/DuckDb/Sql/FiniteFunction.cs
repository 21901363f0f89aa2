using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// A number, or null in place of the infinities and of what is no number: JSON has neither. The engine itself can only say it with its operand written
/// twice or with a list, and both cost many times the comparison.
/// </summary>
internal static class FiniteFunction
{
    public const string Name = "biplane_finite";

    public static void Register(DuckDbConnection connection) => ScalarNumberFunction.Register(connection, Name, static value => double.IsFinite(value) ? value : null);
}

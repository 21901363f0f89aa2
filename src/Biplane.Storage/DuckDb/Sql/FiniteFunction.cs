using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// A number, or null in place of the infinities and of what is no number: JSON has neither. The engine itself can only say it with its operand written
/// twice or with a list, and both cost many times the comparison.
/// </summary>
internal static class FiniteFunction
{
    public const string Name = "biplane_finite";

    public static void Register(DuckDbConnection connection) => ScalarFunction.Register(connection, Name, static numbers =>
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!double.IsFinite(numbers[i]))
            {
                return i;
            }
        }

        return -1;
    });
}

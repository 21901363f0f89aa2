using System.Globalization;
using Biplane.Storage.DuckDb.Native;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>The function by which SQL leaves out the versions in a hot generation that a later one in it replaces.</summary>
internal static class CurrentFunction
{
    private const string Name = "biplane_current";

    /// <summary>Makes the function known to the whole engine.</summary>
    /// <param name="connection">Any connection.</param>
    /// <param name="find">The attached generation with a number.</param>
    public static void Register(DuckDbConnection connection, Func<int, RowFile> find) => ScalarFunction.Register(
        connection,
        Name,
        [DuckDBType.BigInt, DuckDBType.BigInt, DuckDBType.BigInt],
        (arguments, answers) =>
        {
            if (arguments.Size == 0)
            {
                return;
            }

            // One file and one transaction by call: the first two are the same in all rows.
            var noted = find((int)arguments.Int64(0, 0)).Replaced.Noted;
            var seen = arguments.Int64(1, 0);
            for (var row = 0; row < arguments.Size; row++)
            {
                answers.Set(row, !ReplacedVersions.IsReplaced(noted, arguments.Int64(2, row), seen));
            }
        });

    /// <summary>A condition on alias <c>r</c>, starting with <c>AND</c>; empty when no version is replaced.</summary>
    public static string Condition(RowFile file, FileSnapshot snapshot) => file.Replaced.IsEmpty
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" AND {Name}({file.Number}, {snapshot.Seen(file)}, r.rowid)");
}

using System.Globalization;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>Names that the emitted SQL makes itself. None can meet a storage column.</summary>
internal static class Names
{
    /// <summary>A row's or a trace's place in the scan.</summary>
    public const string Place = "_place";

    public static string Key(int index) => Number("_k", index);

    public static string Aggregate(int index) => Number("_a", index);

    public static string Argument(int index) => Number("_g", index);

    public static string Flag(int index) => Number("_f", index);

    public static string Column(int index) => Number("_c", index);

    public static string Inner(int index) => Number("_i", index);

    public static string Sort(int index) => Number("_s", index);

    /// <summary>What an unpivot takes apart.</summary>
    public static string UnpivotList(int index) => Number("_ul", index);

    /// <summary>The place of a member or element in what was taken apart.</summary>
    public static string UnpivotOrder(int index) => Number("_uo", index);

    public static string Unpivoted(BoundUnpivoted column) => Number(column.IsName ? "_un" : "_uv", column.Index);

    /// <summary>The column that holds the value of an inference's root.</summary>
    public static string InferenceRoot(int index) => Number("_r", index);

    private static string Number(string prefix, int index) => prefix + index.ToString(CultureInfo.InvariantCulture);
}

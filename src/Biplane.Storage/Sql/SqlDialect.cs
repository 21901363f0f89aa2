using System.Text;
using Biplane.Model.Rows;
using Biplane.Query.Planning;

namespace Biplane.Storage.Sql;

/// <summary>
/// How one engine says what the writers of this folder cannot say for all engines alike. The writers know what a plan means and which
/// tables a statement is built of; a dialect knows words, types and functions. What it writes obeys the same invariant: no value of any
/// row makes a statement fail; what cannot be computed is NULL.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>Before the parenthesis of a named table that is to be computed where it is read.</summary>
    public abstract string Inline { get; }

    /// <summary>Before the parenthesis of a named table that is to be computed once.</summary>
    public abstract string Kept { get; }

    /// <summary>The number of a row in the order in which a derived table gives it.</summary>
    public abstract string RowNumber { get; }

    /// <summary>The aggregate that says whether some value is true.</summary>
    public abstract string AnyTrue { get; }

    /// <summary>The aggregate that says whether all values are true.</summary>
    public abstract string AllTrue { get; }

    /// <summary>The function that gives a text's MD5 in lower-case hexadecimal.</summary>
    public abstract string Md5 { get; }

    /// <summary>The operator of equality that holds for two nulls.</summary>
    public abstract string NullSafeEqual { get; }

    /// <summary>What to group by for one group of all rows, or none when there are no rows.</summary>
    public abstract string OneGroup { get; }

    /// <summary>The type, nulls allowed, that holds values of a column type.</summary>
    public abstract string TypeName(ColumnType type);

    /// <summary>A value of one type as another, neither of which is read out of JSON; a NULL stays one.</summary>
    public abstract SqlForm Cast(ColumnType from, ColumnType to);

    /// <summary>Writes the mark of a parameter and adds its value.</summary>
    public abstract void WriteParameter(object value, StringBuilder text, List<object> parameters);

    /// <summary>The content of a JSON string, the text of any other JSON value.</summary>
    public abstract SqlForm ContentOfJson { get; }

    public abstract JsonWriter Json(SqlText sql, ExpressionWriter expressions);

    public abstract CallWriter Calls(SqlText sql, ExpressionWriter expressions, JsonWriter json);

    /// <summary>The value below which a fraction of the values lies; between two values, interpolated.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="argument">The values.</param>
    /// <param name="fraction">The fraction, from 0 to 1.</param>
    /// <param name="fractions">All that the statement asks of the same values, this one among them, each once.</param>
    public abstract void WritePercentile(SqlText sql, string argument, double fraction, IReadOnlyList<double> fractions);

    /// <summary>An object of named numbers and times, as JSON text; NULL values are members.</summary>
    public abstract string ObjectOf(IEnumerable<(string Name, string Value)> members);

    /// <summary>The JSON text of a member of an object in a column, NULL when there is none.</summary>
    public abstract string Member(string column, string name);

    /// <summary>What the row of <c>metrics</c>, <c>model</c> and <c>span_attributes</c> at hand costs.</summary>
    public abstract string CostOfSpan { get; }

    /// <summary>A select of <c>root_key</c> and <c>scores</c>: the mean of each score of each trace in <c>_spans</c>, as one JSON object.</summary>
    public abstract string MeanScores { get; }

    /// <summary>An object in which members take the place of those of the same name; NULL members go. What is no object counts as an empty one.</summary>
    public abstract void WriteObjectWith(SqlText sql, Action writeObject, IReadOnlyList<ObjectMember> members);

    /// <summary>A derived table of some rows, each as often as its object has members or its array elements.</summary>
    public abstract void WriteUnpivot(SqlText sql, UnpivotColumns columns, bool isObject, Action writeValue, Action writeRows);

    /// <summary>A JSON value: one whose text and content are longer than a number of characters becomes a string of the content's beginning.</summary>
    public abstract void WritePreview(SqlText sql, Action writeValue, string length);

    /// <summary>
    /// From <c>_looked</c>, which has a column for each root, to the answer of an <see cref="Inference"/>, up to its limit. A root without a
    /// value is not there.
    /// </summary>
    public abstract void WriteFields(SqlText sql, Inference inference);
}

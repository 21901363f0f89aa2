namespace Biplane.Query.Functions;

/// <summary>Functions of one row that engines implement. What can be said with other nodes (dates, searches) is not here.</summary>
public enum ScalarFunction
{
    /// <summary>Text in lower case.</summary>
    Lower,

    /// <summary>Text in upper case.</summary>
    Upper,

    /// <summary>Texts joined; nulls count as empty.</summary>
    Concat,

    /// <summary>
    /// How many characters have to be inserted, deleted or replaced to make one text of the other: (text, text) to integer. Characters are code points; null
    /// for a text of more than <see cref="QueryFunctions.MaxEditedCharacters"/>.
    /// </summary>
    EditDistance,

    /// <summary>1 less the share of that number in the characters of the longer text, 1 for two empty ones: (text, text) to number; null as there.</summary>
    EditSimilarity,

    /// <summary>How many elements a JSON array has, members an object, characters a string; null for other values.</summary>
    Length,

    /// <summary>Bytes of a value's JSON text in UTF-8; null for null.</summary>
    ByteSize,

    /// <summary>A JSON value held as a JSON string is parsed and one literal key read: (JSON, text) to JSON.</summary>
    JsonExtract,

    /// <summary>The first argument that is not null; all have one type.</summary>
    Coalesce,

    /// <summary>The smallest argument, nulls skipped.</summary>
    Least,

    /// <summary>The largest argument, nulls skipped.</summary>
    Greatest,

    /// <summary>A number rounded to so many digits, half away from zero.</summary>
    Round,

    /// <summary>A number without its sign.</summary>
    Absolute,

    /// <summary>The largest whole number not above.</summary>
    Floor,

    /// <summary>The smallest whole number not below.</summary>
    Ceiling,

    /// <summary>
    /// What a span costs: (JSON metrics, text of the model, text of the span's purpose, constant name among <see cref="Prices.CostComponents"/>) to
    /// number. A null purpose or model is none; with null metrics there is no cost. See <see cref="EstimatedCost"/>.
    /// </summary>
    SpanCost,

    /// <summary>The same costs together with the counts of tokens, as the text of a JSON object: (JSON metrics, text, text) to text.</summary>
    SpanCostBreakdown,
}

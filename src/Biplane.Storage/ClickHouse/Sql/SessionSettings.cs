namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>The settings under which statements mean what the plans mean; a connection sets them once.</summary>
internal static class SessionSettings
{
    /// <summary>Settings by name, as SQL literals.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // NULL, not zero or an empty text: what an aggregate over nothing gives, and what a join finds no partner for.
        ["aggregate_functions_null_for_empty"] = "1",
        ["join_use_nulls"] = "1",
        // Numbers are read as everywhere else, to the last bit.
        ["precise_float_parsing"] = "1",
        // Months and years beyond 2149.
        ["enable_extended_results_for_datetime_functions"] = "1",
        // The rows of a derived table keep their order where they are numbered.
        ["query_plan_remove_redundant_sorting"] = "0",
        ["optimize_duplicate_order_by_and_distinct"] = "0",
        // A name stands for a column first, for an alias of the same statement only then.
        ["prefer_column_name_to_alias"] = "1",
        // JSON that is made here is like JSON that is read.
        ["output_format_json_quote_64bit_integers"] = "0",
        ["output_format_json_escape_forward_slashes"] = "0",
        // Filters of thousands of terms.
        ["max_query_size"] = "16777216",
        ["max_ast_elements"] = "1000000",
        ["max_expanded_ast_elements"] = "5000000",
    };
}

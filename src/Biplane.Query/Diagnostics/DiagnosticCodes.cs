namespace Biplane.Query.Diagnostics;

/// <summary>Stable codes of <see cref="Diagnostic"/>.</summary>
public static class DiagnosticCodes
{
    /// <summary>The text is not a query.</summary>
    public const string Syntax = "syntax_error";

    /// <summary>The JSON form has a member or a shape that the language does not know.</summary>
    public const string JsonForm = "json_form_error";

    /// <summary>The query nests deeper than the compiler follows.</summary>
    public const string TooDeep = "query_too_deep";

    /// <summary>The <c>from</c> is missing, unknown, or names no object.</summary>
    public const string Source = "unknown_source";

    /// <summary>A name that is no column.</summary>
    public const string UnknownColumn = "unknown_column";

    /// <summary>A name that is no function.</summary>
    public const string UnknownFunction = "unknown_function";

    /// <summary>A function with too few, too many or unusable arguments.</summary>
    public const string BadArguments = "bad_arguments";

    /// <summary>Two values that cannot be compared or combined.</summary>
    public const string TypeMismatch = "type_mismatch";

    /// <summary>A literal that is not what its place asks for: a time, an id, a cursor.</summary>
    public const string BadLiteral = "bad_literal";

    /// <summary>Two columns of the answer have one name.</summary>
    public const string DuplicateAlias = "duplicate_alias";

    /// <summary>A column that is neither grouped nor aggregated, or an aggregate where none can stand.</summary>
    public const string Grouping = "grouping_error";

    /// <summary>A clause or a form that the engine does not have.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>An old version of an object that keeps none.</summary>
    public const string VersionNotKept = "version_not_kept";

    /// <summary>Nothing in the query keeps it from reading all that an object has. Published clients know this name.</summary>
    public const string UnboundedRead = "missingSegmentEliminationSpecs";

    internal static DiagnosticStage StageOf(string code) => code switch
    {
        Syntax or JsonForm or TooDeep => DiagnosticStage.Parser,
        UnboundedRead => DiagnosticStage.Optimizer,
        _ => DiagnosticStage.Binder,
    };
}

namespace Biplane.Query.Syntax.Text;

/// <summary>The words by which SQL's clauses begin. They are names anywhere else.</summary>
internal static class SqlWords
{
    /// <summary>Words that begin a clause, for hints.</summary>
    public static IReadOnlyList<string> Clauses { get; } =
        ["SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "UNPIVOT", "PIVOT", "TABLESAMPLE", "SETTINGS"];

    /// <summary>Words that other databases have and this language does not.</summary>
    public static IReadOnlyList<string> Missing { get; } =
        ["JOIN", "LEFT", "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "NATURAL", "UNION", "INTERSECT", "EXCEPT", "WINDOW", "QUALIFY"];

    /// <summary>Whether a clause after the select list begins at the current token.</summary>
    public static bool StartsClause(TokenStream tokens)
    {
        if (tokens.Current.Kind != TokenKind.Name || tokens.Previous.IsSymbol("."))
        {
            return false;
        }

        return tokens.Current.Text.ToUpperInvariant() switch
        {
            "GROUP" or "ORDER" => tokens.Next.IsWord("by"),
            "UNPIVOT" or "PIVOT" => tokens.Next.IsSymbol("("),
            "FROM" or "WHERE" or "HAVING" or "LIMIT" or "OFFSET" or "TABLESAMPLE" or "SETTINGS" => !tokens.Next.IsSymbol(".") && !tokens.Next.IsSymbol(","),
            _ => false,
        };
    }

    /// <summary>Whether a bare name before this token can be the alias of a source.</summary>
    public static bool EndsAlias(Token token) =>
        token.Kind == TokenKind.End || token.IsSymbol(")") || token.IsSymbol(";") || Clauses.Any(token.IsWord) || Missing.Any(token.IsWord) || ShapeNames.All.Any(token.IsWord);
}

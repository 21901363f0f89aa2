namespace Biplane.Query.Syntax.Text;

/// <summary>The kinds of token. Words that are operators or clauses are names until the parser looks at their place.</summary>
internal enum TokenKind
{
    End,
    Name,
    Number,
    String,
    QuotedName,
    JsonObject,
    Symbol,
}

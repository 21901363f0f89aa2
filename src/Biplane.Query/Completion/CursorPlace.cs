using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Text;

namespace Biplane.Query.Completion;

/// <summary>
/// Where in a query the cursor stands, found from the tokens before it alone: what is being typed is seldom a query yet.
/// </summary>
internal sealed class CursorPlace
{
    private readonly List<Token> _before;

    private readonly bool _startsLine;

    private CursorPlace(List<Token> before, SourceSpan replace, string prefix, bool isInString, bool startsLine = false)
    {
        _before = before;
        _startsLine = startsLine;
        Replace = replace;
        Prefix = prefix;
        IsInString = isInString;
        FindClause();
        FindPath();
    }

    /// <summary>What a completion takes the place of.</summary>
    public SourceSpan Replace { get; }

    /// <summary>What was typed of it.</summary>
    public string Prefix { get; }

    public bool IsInString { get; }

    /// <summary>The name of the clause in lower case, empty before the first; <c>group</c> is SQL's GROUP BY.</summary>
    public string Clause { get; private set; } = string.Empty;

    public bool IsSql { get; private set; }

    /// <summary>How many queries enclose the one at the cursor.</summary>
    public int Depth { get; private set; }

    /// <summary>The names before the last point, when the cursor stands in a path.</summary>
    public IReadOnlyList<string> Path { get; private set; } = [];

    /// <summary>The path left of a comparison, when its other side is being typed.</summary>
    public IReadOnlyList<string> ComparedPath { get; private set; } = [];

    /// <summary>Whether an operand ends right before the cursor, so that an operator or a new clause comes next.</summary>
    public bool IsAfterOperand { get; private set; }

    /// <summary>Whether the cursor stands where a BTQL clause can begin.</summary>
    public bool StartsClause { get; private set; }

    public static CursorPlace Find(string text, int position)
    {
        var tokens = Tokenizer.Tokenize(text[..position], new DiagnosticBag()).Where(token => token.Kind != TokenKind.End).ToList();
        if (tokens.Count > 0 && tokens[^1] is var last && last.Span.End == position)
        {
            if (last.Kind is TokenKind.String or TokenKind.QuotedName && !IsClosed(text, last))
            {
                tokens.RemoveAt(tokens.Count - 1);
                return new CursorPlace(tokens, last.Span, last.Text, isInString: true);
            }

            if (last.Kind == TokenKind.Name)
            {
                tokens.RemoveAt(tokens.Count - 1);
                return new CursorPlace(tokens, last.Span, last.Text, isInString: false, last.StartsLine);
            }
        }

        var blank = tokens.Count > 0 ? text[tokens[^1].Span.End..position] : string.Empty;
        return new CursorPlace(tokens, new SourceSpan(position, 0), string.Empty, isInString: false, blank.Contains('\n', StringComparison.Ordinal));
    }

    private static bool IsClosed(string text, Token token) => token.Span.Length > 1 && text[token.Span.End - 1] == text[token.Span.Start];

    private void FindClause()
    {
        var frames = new Stack<(bool IsQuery, bool IsSql, string Clause)>();
        frames.Push((true, false, string.Empty));
        for (var i = 0; i < _before.Count; i++)
        {
            var token = _before[i];
            var next = i + 1 < _before.Count ? _before[i + 1] : default;
            var (isQuery, isSql, clause) = frames.Peek();
            if (token.IsSymbol("("))
            {
                var isInner = clause is "from" or "with" && (next.Kind == TokenKind.End || next.IsWord("select") || next.IsWord("with") || (i + 2 < _before.Count && _before[i + 2].IsSymbol(":")));
                frames.Push((isInner, isInner ? false : isSql, isInner ? string.Empty : clause));
            }
            else if (token.IsSymbol(")") && frames.Count > 1)
            {
                frames.Pop();
            }
            else if (token.Kind == TokenKind.Name && isQuery)
            {
                var isPart = i > 0 && _before[i - 1].IsSymbol(".");
                if (next.IsSymbol(":") && BtqlClauses.Names.Contains(token.Text, StringComparer.OrdinalIgnoreCase) && (clause.Length == 0 || token.StartsLine || _before[i - 1].IsSymbol("|")))
                {
                    frames.Pop();
                    frames.Push((true, false, token.Text.ToLowerInvariant()));
                }
                else if (!isPart && (isSql || clause.Length == 0) && (SqlWords.Clauses.Any(token.IsWord) || token.IsWord("with")))
                {
                    frames.Pop();
                    frames.Push((true, true, token.Text.ToLowerInvariant()));
                }
            }
        }

        (_, IsSql, Clause) = frames.Peek();
        Depth = frames.Count(frame => frame.IsQuery) - 1;
        var last = _before.Count > 0 ? _before[^1] : default;
        StartsClause = _before.Count == 0 || Clause.Length == 0 || last.IsSymbol("|") || last.IsSymbol(";");
        IsAfterOperand = _before.Count > 0 && !StartsClause && EndsOperand(last);
        StartsClause = StartsClause || (_startsLine && !IsSql && frames.Peek().IsQuery && (IsAfterOperand || last.IsSymbol("*")));
    }

    private static bool EndsOperand(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.String or TokenKind.QuotedName or TokenKind.JsonObject => true,
        TokenKind.Symbol => token.Text is ")" or "]",
        TokenKind.Name => !SqlWords.Clauses.Any(token.IsWord) && !Words.Any(token.IsWord),
        _ => false,
    };

    private static readonly string[] Words =
        ["and", "or", "not", "by", "when", "then", "else", "case", "in", "like", "ilike", "match", "includes", "contains", "is", "between", "distinct", "with", "as", "for"];

    // a.b.| is a path; a.b = | and a.b in ('x', | compare one.
    private void FindPath()
    {
        var index = _before.Count - 1;
        if (index >= 0 && _before[index].IsSymbol("."))
        {
            Path = PathEndingAt(index - 1);
            return;
        }

        while (index >= 0 && (_before[index].Kind is TokenKind.String or TokenKind.QuotedName or TokenKind.Number || _before[index].IsSymbol(",") || _before[index].IsSymbol("(") || _before[index].IsSymbol("[")))
        {
            index--;
        }

        if (index >= 1 && Compares(_before[index]) && (index == _before.Count - 1 || _before[index].IsWord("in")))
        {
            index -= _before[index - 1].IsWord("not") ? 2 : 1;
            ComparedPath = PathEndingAt(index);
        }
    }

    private static bool Compares(Token token) => token.Kind == TokenKind.Symbol
        ? token.Text is "=" or "==" or "!=" or "<>" or "<=>" or "<!=>" or "<" or ">" or "<=" or ">="
        : token.IsWord("in") || token.IsWord("like") || token.IsWord("ilike") || token.IsWord("includes") || token.IsWord("contains") || token.IsWord("match");

    private List<string> PathEndingAt(int index)
    {
        var names = new List<string>();
        while (index >= 0 && _before[index].Kind is TokenKind.Name or TokenKind.QuotedName)
        {
            names.Insert(0, _before[index].Text);
            index--;
            if (index < 0 || !_before[index].IsSymbol("."))
            {
                break;
            }

            index--;
        }

        return names;
    }
}

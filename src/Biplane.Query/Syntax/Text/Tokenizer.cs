using System.Text;
using System.Text.Json;
using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax.Text;

/// <summary>Cuts query text into tokens. Both dialects share it.</summary>
internal sealed class Tokenizer(string text, DiagnosticBag diagnostics)
{
    // Longest first, so that "<=>" is not read as "<=" and ">".
    private static readonly string[] Symbols =
    [
        "<!=>", "<=>", "!=", "<>", "<=", ">=", "==", "=>", "||", "&&", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".", ":", "|", "?", ";", "!",
    ];

    private readonly List<Token> _tokens = [];
    private int _position;
    private bool _startsLine = true;

    public static IReadOnlyList<Token> Tokenize(string text, DiagnosticBag diagnostics) => new Tokenizer(text, diagnostics).Run();

    /// <summary>Whether the text is read as a name without quotes.</summary>
    public static bool IsName(string text) => text.Length > 0 && IsNameStart(text[0]) && text.All(IsNamePart);

    private List<Token> Run()
    {
        while (SkipBlanks())
        {
            var start = _position;
            var c = text[start];
            if (c == '\'')
            {
                ReadQuoted('\'', TokenKind.String);
            }
            else if (c is '"' or '`')
            {
                ReadQuoted(c, TokenKind.QuotedName);
            }
            else if (char.IsAsciiDigit(c))
            {
                ReadNumber();
            }
            else if (IsNameStart(c))
            {
                while (_position < text.Length && IsNamePart(text[_position]))
                {
                    _position++;
                }

                Add(TokenKind.Name, start, text[start.._position]);
            }
            else if (c == '{')
            {
                ReadObject();
            }
            else
            {
                ReadSymbol();
            }
        }

        _tokens.Add(new Token(TokenKind.End, string.Empty, new SourceSpan(text.Length, 0), _startsLine));
        return _tokens;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$' || char.IsSurrogate(c);

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsDigit(c);

    private void Add(TokenKind kind, int start, string content)
    {
        _tokens.Add(new Token(kind, content, new SourceSpan(start, _position - start), _startsLine));
        _startsLine = false;
    }

    private bool SkipBlanks()
    {
        while (_position < text.Length)
        {
            var c = text[_position];
            if (c == '-' && _position + 1 < text.Length && text[_position + 1] == '-')
            {
                var end = text.IndexOf('\n', _position);
                _position = end < 0 ? text.Length : end;
            }
            else if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                _startsLine |= c == '\n';
                _position++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    // A quote inside is doubled or escaped by a backslash; a backslash is doubled; before anything else it stands for itself
    // (patterns of LIKE write \%).
    private void ReadQuoted(char quote, TokenKind kind)
    {
        var start = _position++;
        var content = new StringBuilder();
        while (_position < text.Length)
        {
            var c = text[_position];
            var next = _position + 1 < text.Length ? text[_position + 1] : '\0';
            if ((c == quote && next == quote) || (c == '\\' && (next == quote || next == '\\')))
            {
                content.Append(next);
                _position += 2;
            }
            else if (c == quote)
            {
                _position++;
                Add(kind, start, content.ToString());
                return;
            }
            else
            {
                content.Append(c);
                _position++;
            }
        }

        Add(kind, start, content.ToString());
        diagnostics.Error(DiagnosticCodes.Syntax, "The quoted text has no end.", new SourceSpan(start, 1), $"Close it with {quote}.");
    }

    private void ReadNumber()
    {
        var start = _position;
        SkipDigits();
        if (_position + 1 < text.Length && text[_position] == '.' && char.IsAsciiDigit(text[_position + 1]))
        {
            _position++;
            SkipDigits();
        }

        if (_position < text.Length && text[_position] is 'e' or 'E')
        {
            var mark = _position++;
            if (_position < text.Length && text[_position] is '+' or '-')
            {
                _position++;
            }

            if (_position < text.Length && char.IsAsciiDigit(text[_position]))
            {
                SkipDigits();
            }
            else
            {
                _position = mark;
            }
        }

        // Leading zeros mean nothing, and JSON has none.
        var number = text[start.._position].TrimStart('0');
        Add(TokenKind.Number, start, number.Length > 0 && char.IsAsciiDigit(number[0]) ? number : "0" + number);
    }

    private void SkipDigits()
    {
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            _position++;
        }
    }

    // The only place of the language where braces occur; what is between them is JSON.
    private void ReadObject()
    {
        var start = _position;
        var depth = 0;
        var inString = false;
        for (; _position < text.Length; _position++)
        {
            var c = text[_position];
            if (inString)
            {
                _position += c == '\\' ? 1 : 0;
                inString = c != '"';
            }
            else if (c == '"')
            {
                inString = true;
            }
            else
            {
                depth += c switch { '{' => 1, '}' => -1, _ => 0 };
                if (depth == 0)
                {
                    break;
                }
            }
        }

        _position = Math.Min(_position + 1, text.Length);
        var json = text[start.._position];
        if (!IsJson(json))
        {
            diagnostics.Error(DiagnosticCodes.Syntax, "What stands in braces is no JSON object.", new SourceSpan(start, 1));
        }

        Add(TokenKind.JsonObject, start, json);
    }

    private static bool IsJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or EncoderFallbackException or ArgumentException)
        {
            return false;
        }
    }

    private void ReadSymbol()
    {
        foreach (var symbol in Symbols)
        {
            if (text.AsSpan(_position).StartsWith(symbol, StringComparison.Ordinal))
            {
                var start = _position;
                _position += symbol.Length;
                Add(TokenKind.Symbol, start, symbol);
                return;
            }
        }

        diagnostics.Error(DiagnosticCodes.Syntax, $"The character '{text[_position]}' has no meaning here.", new SourceSpan(_position, 1));
        _position++;
    }
}

using Biplane.Query.Binding;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;

namespace Biplane.Query;

/// <summary>From what a client sent to what an engine runs: read (text or JSON form, one tree), bind (columns, types, shapes), plan.</summary>
public static class QueryPipeline
{
    /// <summary>Reads the query.</summary>
    public static ParsedQuery Parse(QueryRequest request)
    {
        var diagnostics = new DiagnosticBag();
        return new ParsedQuery(Read(request, diagnostics), diagnostics.Items);
    }

    /// <summary>Reads, binds and plans the query.</summary>
    public static QueryCompilation Compile(QueryRequest request) => Compile(request, Parse(request));

    /// <summary>Binds and plans a query that has been read.</summary>
    public static QueryCompilation Compile(QueryRequest request, ParsedQuery parsed)
    {
        if (parsed.HasErrors)
        {
            return new QueryCompilation(null, parsed.Diagnostics);
        }

        var diagnostics = new DiagnosticBag();
        var plan = new QueryBinder(request, parsed.Syntax, diagnostics).Bind();
        return new QueryCompilation(diagnostics.HasErrors ? null : plan, [.. parsed.Diagnostics, .. diagnostics.Items]);
    }

    private static QuerySyntax Read(QueryRequest request, DiagnosticBag diagnostics)
    {
        if (request.Syntax is { } syntax)
        {
            return syntax;
        }

        if (request.Text is { } text)
        {
            return QueryParser.Parse(text, diagnostics);
        }

        try
        {
            return JsonQueryReader.Read(request.Json!.Value, diagnostics);
        }
        catch (InvalidOperationException)
        {
            // The JSON library reads strings on demand and has no other way to refuse half a surrogate pair.
            diagnostics.Error(DiagnosticCodes.JsonForm, "The query holds text that is no Unicode.", default);
            return new QuerySyntax();
        }
    }
}

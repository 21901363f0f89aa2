using System.Text.Json;
using Biplane.Query.Syntax;
using Xunit;

namespace Biplane.Query.Tests.Syntax;

/// <summary>One meaning, three ways to write it: all give the same tree.</summary>
public sealed class DialectTests
{
    [Theory]
    [InlineData(
        "SELECT id, metadata.model AS m FROM experiment('e', shape => 'traces') WHERE scores.a > 0.5 ORDER BY created DESC LIMIT 5 OFFSET 'aaaaaaaaaaa'",
        "select: id, metadata.model as m | from: experiment('e') traces | filter: scores.a > 0.5 | sort: created desc | limit: 5 | cursor: 'aaaaaaaaaaa'")]
    [InlineData(
        "SELECT metadata.model, count(*) FROM dataset('d') GROUP BY metadata.model HAVING count(*) > 3",
        "select: metadata.model, count(*)\nfrom: dataset('d')\ndimensions: metadata.model\nfinal_filter: count(*) > 3")]
    [InlineData(
        "select score, tag from project_logs('p') unpivot (value for score in (scores)) unpivot (tag for _ in (tags)) where CASE WHEN is_root THEN true ELSE false END",
        "select: score, tag | from: project_logs('p') | unpivot: scores as (score, value), tags as tag | filter: is_root ? true : false")]
    [InlineData(
        "SELECT * FROM dataset(\"d\") -- a comment\nWHERE id NOT IN ('a', 'b') AND input IS NOT NULL AND x.y BETWEEN 1 AND 2",
        "-- a comment\nselect: * | from: dataset('d') | filter: NOT (id IN ['a', \"b\"]) and isnotnull input and (x.y >= 1 and x.y <= 2)")]
    public void Sql_and_btql_read_alike(string sql, string btql) => Assert.Equal(Parse(sql), Parse(btql));

    [Fact]
    public void The_json_form_reads_like_the_text()
    {
        using var json = JsonDocument.Parse("""
            {"select":[{"op":"star"},{"expr":{"op":"ident","name":["metadata","models",0,"name"]},"alias":"m"}],
             "from":{"op":"function","name":{"op":"ident","name":["experiment"]},"args":[{"op":"literal","value":"e"}],"shape":"spans"},
             "filter":[{"op":"or","left":{"op":"isnull","expr":{"op":"ident","name":["error"]}},"right":{"btql":"tags includes 'x'"}},
                       {"op":"in","left":{"op":"ident","name":["id"]},"right":{"op":"literal","value":["a",1,null]}}],
             "sort":[{"expr":{"btql":"created"},"dir":"desc"},{"expr":{"op":"ident","name":["id"]},"dir":"asc","loc":null}],
             "limit":10,"cursor":null,"preview_length":-1}
            """);

        var query = QueryPipeline.Parse(QueryRequest.FromJson(json.RootElement, default));

        Assert.Empty(query.Diagnostics);
        Assert.Equal(
            Parse("select: *, metadata.models[0].name as m | from: experiment('e') spans | filter: (error is null or tags includes 'x') and id in ['a', 1, null] | sort: created desc, id | limit: 10 | preview_length: -1"),
            query.Syntax);
    }

    [Theory]
    [InlineData("select: * | from: dataset('d') | limit: 5")]
    [InlineData("  SELECT : * \n FROM : dataset('d')\nLIMIT: 5\n")]
    [InlineData("from: dataset('d')\n| select: *\n|\nlimit: 5 |")]
    [InlineData("SELECT * FROM dataset('d') LIMIT 5;")]
    [InlineData("select\n*\nfrom dataset('d') limit 5")]
    public void Clauses_are_parted_by_bars_or_lines(string text) =>
        Assert.Equal(Parse("select: * | from: dataset('d') | limit: 5"), Parse(text));

    [Theory]
    [InlineData("'it''s'", "it's")]
    [InlineData(@"'it\'s'", "it's")]
    [InlineData(@"'50\% off'", @"50\% off")]
    [InlineData(@"'a\\b'", @"a\b")]
    [InlineData("\"double\"", "double")]
    public void Quotes_in_strings_are_doubled_or_escaped(string text, string content) => Assert.Equal(Q.Literal(content), Q.Text(text));

    [Theory]
    [InlineData("a or b and not c = 1", "a or (b and (not (c = 1)))")]
    [InlineData("1 + 2 * 3 - 4", "(1 + (2 * 3)) - 4")]
    [InlineData("a ? b : c ? d : e", "a ? b : c ? d : e")]
    [InlineData("a - -1", "a - (-1)")]
    [InlineData("a = 1 ? 'x' : 'y'", "(a = 1) ? 'x' : 'y'")]
    [InlineData("match(input) against ('x')", "input match 'x'")]
    [InlineData("a is 'x'", "a <=> 'x'")]
    [InlineData("a lt 3 and b ne 4", "a < 3 and b != 4")]
    public void Operators_bind_in_the_usual_order(string text, string explicitly) => Assert.Equal(Q.Text(explicitly), Q.Text(text));

    private static QuerySyntax Parse(string text)
    {
        var query = QueryPipeline.Parse(QueryRequest.FromText(text, default));
        Assert.Empty(query.Diagnostics);
        return query.Syntax;
    }
}

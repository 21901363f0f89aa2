using Biplane.Query.Diagnostics;
using Xunit;

namespace Biplane.Query.Tests.Binding;

/// <summary>Findings say what is wrong, where, and what to write instead.</summary>
public sealed class DiagnosticTests
{
    private const string From = "from: project_logs('11111111-1111-4111-8111-111111111111')";

    [Theory]
    [InlineData("select: id | from:", DiagnosticCodes.Syntax, "Expected a source but found the end of the query. (line 1, column 19)")]
    [InlineData("SELECT FROM", DiagnosticCodes.Syntax, "Expected a value but found 'FROM'. (line 1, column 8)")]
    [InlineData(From + " | filter: scores.quality >", DiagnosticCodes.Syntax, "Expected a value but found the end of the query.")]
    [InlineData(From + "\nfilter: id = 'x", DiagnosticCodes.Syntax, "The quoted text has no end. (line 2, column 14)")]
    [InlineData(From + " | fliter: id = 'x'", DiagnosticCodes.Syntax, "There is no clause 'fliter'.")]
    [InlineData(From + " | limit: 1 | limit: 2", DiagnosticCodes.Syntax, "The clause 'limit' is there twice.")]
    [InlineData("SELECT * FROM dataset('d') JOIN x", DiagnosticCodes.Unsupported, "JOIN is not available: a query reads one source.")]
    [InlineData("SELECT * FROM dataset('d') LIMIT 5 OFFSET 10", DiagnosticCodes.Unsupported, "OFFSET takes a cursor, not a number.")]
    [InlineData("WITH RECURSIVE x AS (SELECT 1) SELECT * FROM x", DiagnosticCodes.Unsupported, "WITH RECURSIVE is not available")]
    [InlineData("select: *", DiagnosticCodes.Source, "The query does not say where its rows come from.")]
    [InlineData("select: * | from: nothing('x')", DiagnosticCodes.Source, "There is no source 'nothing'.")]
    [InlineData("select: * | from: dataset('by name')", DiagnosticCodes.Source, "There is no dataset with that id or name.")]
    [InlineData(From + " | filter: spanid = 'x'", DiagnosticCodes.UnknownColumn, "There is no column 'spanid' in project_logs. (line 1, column 70) Did you mean 'span_id'?")]
    [InlineData(From + " | filter: id.x = 1", DiagnosticCodes.UnknownColumn, "'id' is a text and has no fields.")]
    [InlineData(From + " | filter: soundex(id) = 'x'", DiagnosticCodes.UnknownFunction, "There is no function 'soundex'.")]
    [InlineData(From + " | filter: lower(id, id) = 'x'", DiagnosticCodes.BadArguments, "'lower' does not take 2 arguments.")]
    [InlineData(From + " | filter: created + 5 > 3", DiagnosticCodes.TypeMismatch, "Expected a number but found a time.")]
    [InlineData(From + " | filter: created", DiagnosticCodes.TypeMismatch, "Expected a condition but found a time.")]
    [InlineData(From + " | filter: created > 5", DiagnosticCodes.TypeMismatch, "A time cannot be compared with a number.")]
    [InlineData(From + " | filter: count(1) > 5", DiagnosticCodes.Grouping, "An aggregate cannot stand in a filter.")]
    [InlineData(From + " | measures: sum(avg(scores.a)) as x", DiagnosticCodes.Grouping, "An aggregate cannot stand in an aggregate.")]
    [InlineData(From + " | filter: any_span(is_root)", DiagnosticCodes.Unsupported, "ANY_SPAN needs the traces or the summary shape.")]
    [InlineData(From + " traces | filter: any_span(any_span(any_span(is_root)))", DiagnosticCodes.Unsupported, "ANY_SPAN can be nested one level deep.")]
    [InlineData(From + " | cursor: 'no cursor'", DiagnosticCodes.BadLiteral, "The cursor is not one that an answer gave.")]
    [InlineData(From + " | sort: created | cursor: 'aaaaaaaaaaa'", DiagnosticCodes.Unsupported, "A cursor needs an answer in the default order")]
    [InlineData(From + " | limit: -1", DiagnosticCodes.BadLiteral, "A limit cannot be negative.")]
    public void A_finding_has_a_code_a_sentence_and_a_place(string text, string code, string description)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromText(text, default));

        Assert.Null(compiled.Plan);
        var error = compiled.Errors.First();
        Assert.Equal(code, error.Code);
        Assert.StartsWith(description, error.Describe(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_findings_come_at_once() =>
        Assert.Equal(2, QueryPipeline.Compile(QueryRequest.FromText(From + " | filter: x = 1 and y = 2", default)).Errors.Count());
}

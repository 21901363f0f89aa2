using System.Buffers;
using System.Text.Json;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using CsCheck;
using Xunit;

namespace Biplane.Query.Tests.Syntax;

public sealed class RoundTripTests
{
    [Fact]
    public void What_is_printed_is_read_back_as_the_same_expression() =>
        RandomExpressions.Any(3).Sample(
            expression =>
            {
                var diagnostics = new DiagnosticBag();
                var text = QueryPrinter.Print(expression);
                var read = QueryParser.ParseExpression(text, diagnostics);
                Assert.True(!diagnostics.HasErrors, text + string.Concat(diagnostics.Items.Select(d => d.Message)));
                Assert.Equal(expression, read);
            },
            iter: 3000,
            print: QueryPrinter.Print);

    [Fact]
    public void A_whole_query_is_read_back() =>
        Gen.Select(RandomExpressions.Any(2), RandomExpressions.Any(2), RandomExpressions.Condition(1), Gen.Bool).Sample(
            (selected, sorted, filter, isDescending) =>
            {
                var query = new QuerySyntax
                {
                    Select = [new SelectItem(selected, "an alias"), new SelectItem(Q.Star)],
                    Measures = [new SelectItem(Q.Call("count", Q.Star), "n")],
                    IsDistinct = isDescending,
                    Dimensions = [new SelectItem(selected)],
                    Pivot = new PivotClause([new SelectItem(Q.Call("sum", Q.Path("value")), "total")], isDescending ? Q.Path("scores", "odd name") : null),
                    Sample = new SampleClause(25, IsRate: isDescending, Seed: -7),
                    WeightedScores = [new SelectItem(sorted, "w")],
                    CustomColumns = [new SelectItem(sorted)],
                    ComparisonKey = selected,
                    Infer = [Q.Star, Q.Path("metadata", "a")],
                    InferenceBudget = 5,
                    TraceFilter = filter,
                    From = isDescending
                        ? new FromClause("experiment", [LiteralExpression.String("a'b"), LiteralExpression.String("\\")], QueryShape.Summary)
                        : new FromClause(string.Empty, []) { Subquery = new QuerySyntax { From = new FromClause("dataset", [LiteralExpression.String("x")]), Filter = filter }, Alias = "größe" },
                    Filter = filter,
                    FinalFilter = filter,
                    Unpivot = [new UnpivotItem(Q.Path("scores"), "name", "value"), new UnpivotItem(Q.Path("tags"), null, "tag")],
                    Sort = [new SortItem(sorted, isDescending)],
                    Limit = 7,
                    Cursor = "abc-_",
                    PreviewLength = -1,
                };
                var diagnostics = new DiagnosticBag();

                var read = QueryParser.Parse(QueryPrinter.Print(query), diagnostics);

                Assert.Empty(diagnostics.Items);
                Assert.Equal(query, read);
                Assert.Equal(query, ThroughJson(query));
            },
            iter: 500);

    private static QuerySyntax ThroughJson(QuerySyntax query)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            JsonQueryWriter.Write(writer, query);
        }

        using var json = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = 1000 });
        var diagnostics = new DiagnosticBag();
        var read = JsonQueryReader.Read(json.RootElement, diagnostics);
        Assert.True(!diagnostics.HasErrors, string.Concat(diagnostics.Items.Select(d => d.Message)) + json.RootElement.GetRawText());
        return read;
    }
}

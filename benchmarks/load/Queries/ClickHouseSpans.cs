using System.Diagnostics;
using System.Globalization;
using System.Text;
using Biplane.Testing;

namespace Biplane.Load.Queries;

/// <summary>The spans in ClickHouse: JSON columns, a text index over the texts.</summary>
internal sealed class ClickHouseSpans(ClickHouseLibrary engine)
{
    public void Load(SpanSource spans, CancellationToken cancellationToken)
    {
        Run(
            """
            CREATE TABLE spans (
              seq UInt64, id String, project_id UUID, created DateTime64(6, 'UTC'), span_id String, root_span_id String, is_root Bool, input String, output String, error String,
              metadata JSON, metrics JSON, scores JSON, span_attributes JSON, tags Array(String),
              INDEX input_words input TYPE text(tokenizer = 'splitByNonAlpha'), INDEX output_words output TYPE text(tokenizer = 'splitByNonAlpha'),
              INDEX by_id id TYPE bloom_filter, INDEX by_trace root_span_id TYPE bloom_filter)
            ENGINE = MergeTree ORDER BY (project_id, seq)
            """);
        var body = new StringBuilder();
        for (var first = 0L; first < spans.Rows; first += 50_000)
        {
            cancellationToken.ThrowIfCancellationRequested();
            body.Clear().Append("INSERT INTO spans FORMAT JSONEachRow ");
            for (var i = first; i < Math.Min(spans.Rows, first + 50_000); i++)
            {
                var span = spans.Make(i);
                body.Append(
                    CultureInfo.InvariantCulture,
                    $"{{\"seq\":{i},\"id\":\"{span.Id}\",\"project_id\":\"{span.Project:D}\",\"created\":\"{span.Created:yyyy-MM-dd HH:mm:ss.ffffff}\",\"span_id\":\"{span.SpanId}\",\"root_span_id\":\"{span.TraceId}\",\"is_root\":{(span.ParentId is null ? "true" : "false")},\"input\":\"{span.Input}\",\"output\":\"{span.Output}\",\"error\":\"{span.Error}\",\"metadata\":{span.MetadataJson},\"metrics\":{span.MetricsJson},\"scores\":{span.ScoresJson ?? "{}"},\"span_attributes\":{span.AttributesJson},\"tags\":[{(span.Tag is null ? "" : $"\"{span.Tag}\"")}]}}\n");
            }

            Run(body.ToString());
        }

        Run("OPTIMIZE TABLE spans FINAL");
    }

    /// <summary>Milliseconds that a statement took.</summary>
    public double Run(string sql)
    {
        var clock = Stopwatch.StartNew();
        engine.Query(sql, format: "JSONEachRow");
        return clock.Elapsed.TotalMilliseconds;
    }
}

using System.Globalization;
using System.Text;

namespace Biplane.Load;

/// <summary>
/// Request bodies as an SDK under load sends them: traces of ten spans, rows of 0.5 to 8 KB (3 KB on average), half of the spans as a start row and a
/// merge row, in one request or the second in the next one. Bodies are encoded once; before each use only the ids in them are overwritten.
/// </summary>
internal sealed class RowMix
{
    public const int RowsPerRequest = 100;
    private const int SpansPerTrace = 10;
    private const int Templates = 48;

    // Sizes with a mean near 3 KB: many small rows, some large ones.
    private static readonly int[] Sizes = [500, 700, 1_000, 1_500, 2_000, 2_500, 3_500, 4_500, 6_000, 8_000];

    private readonly List<RequestTemplate> _templates = [];

    /// <param name="projectId">Where the rows go.</param>
    /// <param name="seed">Equal seeds make equal bodies.</param>
    /// <param name="lateEnds">Of a hundred spans that are sent as two rows, how many have their end in the request after.</param>
    public RowMix(Guid projectId, int seed, int lateEnds)
    {
        var random = new Random(seed);
        var open = new List<int>();
        for (var i = 0; i < Templates; i++)
        {
            // The last is followed by the first, which was built before it.
            _templates.Add(Build(projectId, random, open, i < Templates - 1 ? lateEnds : 0));
        }
    }

    public double MeanRowBytes => _templates.Average(t => (double)t.Bytes.Length / t.Rows);

    /// <summary>The request number <paramref name="sequence"/> of one sender; ids never repeat between senders and runs.</summary>
    public RequestTemplate Template(long sequence) => _templates[(int)(sequence % _templates.Count)];

    // Ends the spans that the request before has left open, and leaves those in their place that it opens itself.
    private static RequestTemplate Build(Guid projectId, Random random, List<int> open, int lateEnds)
    {
        var body = new StringBuilder("{\"rows\":[");
        var marks = new List<IdMark>();
        var rows = 0;
        var span = 0;
        foreach (var begun in open)
        {
            Row(body, marks, projectId, random, rows++, begun / SpansPerTrace, begun, isRoot: false, RowPart.End, before: 1);
        }

        open.Clear();
        while (rows < RowsPerRequest)
        {
            var trace = span / SpansPerTrace;
            var isRoot = span % SpansPerTrace == 0;
            var isSplit = random.Next(2) == 0;
            Row(body, marks, projectId, random, rows++, trace, span, isRoot, isSplit ? RowPart.Start : RowPart.Whole);
            if (isSplit && lateEnds > 0 && random.Next(100) < lateEnds)
            {
                open.Add(span);
            }
            else if (isSplit && rows < RowsPerRequest)
            {
                Row(body, marks, projectId, random, rows++, trace, span, isRoot, RowPart.End);
            }

            span++;
        }

        body.Append("],\"api_version\":2}");
        var text = body.ToString();
        return new RequestTemplate(Encoding.ASCII.GetBytes(text), [.. marks], rows);
    }

    private static void Row(
        StringBuilder body, List<IdMark> marks, Guid projectId, Random random, int index, int trace, int span, bool isRoot, RowPart part, int before = 0)
    {
        var size = Sizes[random.Next(Sizes.Length)];
        body.Append(index == 0 ? "" : ",").Append("{\"id\":\"");
        Mark(body, marks, IdKind.Row, span, 16, before);
        body.Append("\",\"span_id\":\"");
        Mark(body, marks, IdKind.Span, span, 16, before);
        body.Append("\",\"root_span_id\":\"");
        Mark(body, marks, IdKind.Trace, trace, 32, before);
        body.Append('"');
        if (part == RowPart.End)
        {
            body.Append(",\"_is_merge\":true,\"metrics\":{\"end\":1795424319.25,\"prompt_tokens\":812,\"completion_tokens\":96,\"tokens\":908}");
            body.Append(",\"output\":").Append(Text(random, size - 250));
        }
        else
        {
            if (!isRoot)
            {
                body.Append(",\"span_parents\":[\"");
                Mark(body, marks, IdKind.Span, trace * SpansPerTrace, 16);
                body.Append("\"]");
            }

            body.Append(CultureInfo.InvariantCulture, $",\"created\":\"2026-11-23T09:00:{span % 60:00}.{random.Next(1000):000}Z\"");
            body.Append(CultureInfo.InvariantCulture, $",\"span_attributes\":{{\"name\":\"step-{span % 7}\",\"type\":\"{(span % 3 == 0 ? "llm" : "task")}\",\"exec_counter\":{span}}}");
            body.Append(",\"context\":{\"span_origin\":{\"name\":\"braintrust.sdk.javascript\",\"version\":\"3.35.0\"}}");
            body.Append(CultureInfo.InvariantCulture, $",\"metadata\":{{\"model\":\"model-{span % 5}\",\"user\":\"u-{random.Next(1000)}\",\"tier\":\"gold\"}}");
            body.Append(part == RowPart.Start ? ",\"metrics\":{\"start\":1795424318.5}" : ",\"metrics\":{\"start\":1795424318.5,\"end\":1795424318.9,\"tokens\":120}");
            body.Append(",\"input\":").Append(Text(random, part == RowPart.Start ? size - 550 : (size - 550) / 2));
            if (part == RowPart.Whole)
            {
                body.Append(",\"output\":").Append(Text(random, (size - 550) / 2));
            }
        }

        body.Append(CultureInfo.InvariantCulture, $",\"project_id\":\"{projectId:D}\",\"log_id\":\"g\"}}");
    }

    private static void Mark(StringBuilder body, List<IdMark> marks, IdKind kind, int number, int length, int before = 0)
    {
        marks.Add(new IdMark(body.Length, length, kind, number, before));
        body.Append('0', length);
    }

    private static string Text(Random random, int size)
    {
        var text = new StringBuilder("{\"messages\":[{\"role\":\"user\",\"content\":\"");
        while (text.Length < size)
        {
            text.Append(Vocabulary.Word(random)).Append(' ');
        }

        return text.Append("\"}]}").ToString();
    }

    private enum RowPart
    {
        Whole,
        Start,
        End,
    }
}

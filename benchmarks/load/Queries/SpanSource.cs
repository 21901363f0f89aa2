using System.Globalization;
using System.Text;

namespace Biplane.Load.Queries;

/// <summary>
/// The spans of the query benchmark, each a function of its number, so that every engine gets the same ones: traces of ten, 1 KB on average (median 0.5 KB, one in
/// a hundred about 12 KB), over sixty days, a fifth of them in the project that is asked about.
/// </summary>
internal sealed class SpanSource(long rows, IReadOnlyList<Guid> projects, DateTime end)
{
    public const int SpansPerTrace = 10;

    /// <summary>One row in so many of the asked project has the rare word, another the rare phrase.</summary>
    private const long RareEvery = 40_000;

    private static readonly string[] Models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet", "claude-haiku", "gemini-pro", "llama-70b"];
    private static readonly string[] Names = ["answer", "retrieve", "rerank", "plan", "call-model", "parse", "summarise"];

    public long Rows => rows;

    public Guid Asked => projects[0];

    /// <summary>A project with the large trace, so that it is not on the pages of the asked one.</summary>
    public Guid Others => projects[^1];

    public Span Make(long number)
    {
        var trace = number / SpansPerTrace;
        var random = new Random(unchecked((int)(number * 2_654_435_761)));
        var isAsked = trace % 5 == 0;
        var inAsked = trace / 5 * SpansPerTrace + (number % SpansPerTrace);
        var isRoot = number % SpansPerTrace == 0;
        var isLlm = number % SpansPerTrace is 3 or 6 or 9;
        var created = end.AddDays(-60).AddTicks((long)(TimeSpan.FromDays(60).Ticks * ((double)number / rows)));
        var start = (created - DateTime.UnixEpoch).TotalSeconds;
        var duration = 0.05 + (random.NextDouble() * random.NextDouble() * 8);
        var input = new StringBuilder();
        Text(input, random, Size(random));
        if (random.Next(10) == 0)
        {
            input.Append(" timeout");
        }

        foreach (var word in (string[])["refund", "window", "closed"])
        {
            if (random.Next(12) == 0)
            {
                input.Append(' ').Append(word).Append(' ').Append(Vocabulary.Word(random));
            }
        }

        if (isAsked && inAsked % RareEvery == 137)
        {
            input.Append(" zebrafish");
        }

        if (isAsked && inAsked % RareEvery == 251)
        {
            input.Append(" the refund window closed yesterday");
        }

        var tokens = 50 + random.Next(2_000);
        var user = (int)(Math.Pow(random.NextDouble(), 2) * 20_000);
        return new Span(
            Id: Hex(number, 1),
            SpanId: Hex(number, 2),
            TraceId: Hex(trace, 3) + Hex(trace, 4),
            ParentId: isRoot ? null : Hex(trace * SpansPerTrace, 2),
            Project: isAsked ? projects[0] : projects[1 + (int)(trace % (projects.Count - 1))],
            Created: created,
            Name: Names[number % Names.Length],
            Type: isLlm ? "llm" : number % 4 == 1 ? "tool" : "task",
            Model: isLlm ? Models[random.Next(Models.Length)] : null,
            User: $"user-{user}",
            Session: $"sess-{Hex(trace / 3, 5)[..12]}",
            Environment: random.Next(4) == 0 ? "staging" : "production",
            Start: start,
            End: start + duration,
            Tokens: isLlm ? tokens : null,
            Score: isRoot ? random.NextDouble() : null,
            Error: random.Next(50) == 0 ? "upstream refused the call" : null,
            Tag: random.Next(20) == 0 ? "triage" : null,
            Input: input.ToString(),
            Output: isLlm || isRoot ? $"answer {Vocabulary.Word(random)} {Vocabulary.Word(random)} {Vocabulary.Word(random)}" : "ok");
    }

    /// <summary>A span of one large trace that comes in little by little among the others; each tenth one has children.</summary>
    public Span MakeSpread(string trace, int number) => Make(rows + number) with
    {
        Id = $"{trace}-row-{Hex(number, 6)}",
        SpanId = SpreadSpanId(number),
        TraceId = trace,
        ParentId = number == 0 ? null : SpreadSpanId(number / 10),
        Project = Others,
    };

    private static string SpreadSpanId(int number) => Hex(number, 7);

    private static int Size(Random random)
    {
        if (random.Next(67) == 0)
        {
            return 9_000 + random.Next(5_000);
        }

        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Clamp(190 * Math.Exp(1.1 * normal), 40, 9_000);
    }

    private static void Text(StringBuilder text, Random random, int size)
    {
        while (text.Length < size)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(Vocabulary.Word(random));
        }
    }

    private static string Hex(long number, int salt)
    {
        var value = unchecked(((ulong)number * 8) + (ulong)salt);
        value = (value ^ (value >> 33)) * 0xFF51_AFD7_ED55_8CCD;
        value = (value ^ (value >> 33)) * 0xC4CE_B9FE_1A85_EC53;
        return (value ^ (value >> 33)).ToString("x16", CultureInfo.InvariantCulture);
    }
}

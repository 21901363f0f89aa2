using System.Text;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Storage;

namespace Biplane.DataPlane.Traces;

/// <summary>Searches the fields of a trace's spans. Whoever calls it has checked the caller's access to the object.</summary>
internal sealed class TraceSearch(IRowStore store)
{
    private static readonly string[] Searched = ["input", "output", "expected", "error", "metadata", "span_attributes"];

    public async Task<TraceSearchAnswer> RunAsync(ObjectRef source, TraceQuestion question, CancellationToken cancellationToken)
    {
        EventColumn[] fields = [.. Searched.Select(name => EventColumns.Find(name)!).Where(column => column.IsOf(source.Kind))];
        var plan = TracePlans.Search(source, question.RootSpanId, fields, question.Text, question.IsWords, question.Limit + 1L);
        await using var rows = await store.QueryAsync(plan, cancellationToken);
        var hits = new List<TraceHit>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (hits.Count == question.Limit)
            {
                return new TraceSearchAnswer(hits, IsComplete: false);
            }

            var places = new Dictionary<string, long>(StringComparer.Ordinal);
            for (var i = 0; i < fields.Length; i++)
            {
                if (!rows.IsNull(i + 1))
                {
                    places[fields[i].Name] = rows.GetInt64(i + 1);
                }
            }

            hits.Add(new TraceHit(Encoding.UTF8.GetString(rows.GetUtf8(0)), places));
        }

        return new TraceSearchAnswer(hits, IsComplete: true);
    }
}

using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Metadata;

/// <summary>The list parameters on a list that is short enough to be held in memory.</summary>
internal static class Page
{
    public static IReadOnlyList<T> Of<T>(HttpRequest request, IEnumerable<T> values, Func<T, Guid> id)
    {
        var list = values.ToList();
        if (QueryValues.Ids(request, "ids") is { } ids)
        {
            list = [.. list.Where(v => ids.Contains(id(v)))];
        }

        var limit = QueryValues.Limit(request);
        if (QueryValues.Id(request, "starting_after") is { } after)
        {
            return [.. list.SkipWhile(v => id(v) != after).Skip(1).Take(limit)];
        }

        if (QueryValues.Id(request, "ending_before") is { } before)
        {
            return [.. list.TakeWhile(v => id(v) != before).TakeLast(limit)];
        }

        return [.. list.Take(limit)];
    }
}

namespace Biplane.Model.Json;

/// <summary>Arrays as sets: union and removal. Elements are equal when their text is.</summary>
internal static class JsonArrays
{
    /// <summary>The elements of both in order of first appearance. When either is no array the second replaces the first.</summary>
    public static ReadOnlyMemory<byte> Union(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        if (!JsonText.IsArray(first.Span) || !JsonText.IsArray(second.Span))
        {
            return second;
        }

        var union = new List<ReadOnlyMemory<byte>>();
        foreach (var element in JsonText.Elements(first).Concat(JsonText.Elements(second)))
        {
            if (!Contains(union, element))
            {
                union.Add(element);
            }
        }

        return JsonText.ToArray(union);
    }

    /// <summary>Takes values out of the array at a path; text without an array there is returned as it is.</summary>
    public static ReadOnlyMemory<byte> RemoveAt(ReadOnlyMemory<byte> json, ReadOnlyMemory<string> path, ReadOnlyMemory<byte> values)
    {
        if (path.IsEmpty)
        {
            if (!JsonText.IsArray(json.Span))
            {
                return json;
            }

            var removed = JsonText.Elements(values);
            return JsonText.ToArray(JsonText.Elements(json).Where(element => !Contains(removed, element)));
        }

        if (!JsonText.IsObject(json.Span))
        {
            return json;
        }

        var members = JsonText.Members(json);
        var index = members.FindLastIndex(member => member.Name == path.Span[0]);
        if (index < 0)
        {
            return json;
        }

        members[index] = members[index] with { Value = RemoveAt(members[index].Value, path[1..], values) };
        return JsonText.ToObject(members);
    }

    private static bool Contains(List<ReadOnlyMemory<byte>> elements, ReadOnlyMemory<byte> sought)
    {
        foreach (var element in elements)
        {
            if (element.Span.SequenceEqual(sought.Span))
            {
                return true;
            }
        }

        return false;
    }
}

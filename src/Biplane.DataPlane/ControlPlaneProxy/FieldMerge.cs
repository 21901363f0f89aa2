using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Hosting.Metadata;

namespace Biplane.DataPlane.ControlPlaneProxy;

/// <summary>How PATCH changes data fields: objects are merged deeply, everything else is replaced.</summary>
internal static class FieldMerge
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 1000 };

    public static DataFields Merge(DataFields stored, DataFields changes)
    {
        var merged = stored.All.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        foreach (var (name, value) in changes.All)
        {
            merged[name] = merged.TryGetValue(name, out var old) && IsObject(old) && IsObject(value) ? Merge(old, value) : value;
        }

        return new DataFields(merged);
    }

    private static bool IsObject(ReadOnlyMemory<byte> json) => json.Span[0] == (byte)'{';

    private static byte[] Merge(ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> change)
    {
        var target = JsonNode.Parse(old.Span, documentOptions: Depth)!.AsObject();
        Merge(target, JsonNode.Parse(change.Span, documentOptions: Depth)!.AsObject());
        return JsonSerializer.SerializeToUtf8Bytes(target, NodeJson.Default.JsonObject);
    }

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}

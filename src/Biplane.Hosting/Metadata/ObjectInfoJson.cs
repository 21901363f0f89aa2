using System.Text.Json;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Identity;

namespace Biplane.Hosting.Metadata;

/// <summary>A thing's name, its parents' names and what the caller may do with it.</summary>
internal static class ObjectInfoJson
{
    private static readonly Permission[] Shown = [Permission.Create, Permission.Read, Permission.Update, Permission.Delete];

    public static void Write(Utf8JsonWriter json, MetadataRecord record, Caller caller)
    {
        json.WriteStartObject();
        json.WriteString("object_id", record.Id);
        json.WriteString("object_name", record.Name.Value);
        json.WriteStartObject("parent_cols");
        WriteParent(json, "organization", record.OrganizationId, record.OrganizationName);
        if (record.Type != ResourceType.Project)
        {
            WriteParent(json, "project", record.ProjectId, record.ProjectName);
        }

        json.WriteEndObject();
        json.WriteStartArray("permissions");
        foreach (var permission in Shown.Where(p => caller.Holds(p, record.OrganizationId)))
        {
            json.WriteStringValue(permission.ToString().ToLowerInvariant());
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParent(Utf8JsonWriter json, string kind, Guid id, MetadataName name)
    {
        json.WriteStartObject(kind);
        json.WriteString("id", id);
        json.WriteString("name", name.Value);
        json.WriteEndObject();
    }
}

using System.Globalization;
using System.Text.Json;
using Biplane.Contracts.Fields;
using Biplane.Contracts.Objects;

namespace Biplane.Hosting.Metadata;

/// <summary>The wire form of a named thing: control-plane fields, then the data fields, null where absent.</summary>
public static class ObjectJson
{
    public static void Write(Utf8JsonWriter json, MetadataObject value)
    {
        var record = value.Record;
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        WriteParent(json, record);
        json.WriteString("name", record.Name.Value);
        json.WriteString("created", Timestamp(record.Created));
        WriteText(json, "deleted_at", record.DeletedAt is { } deleted ? Timestamp(deleted) : null);
        WriteId(json, "user_id", record.UserId);
        if (record.Type == ResourceType.Experiment)
        {
            WriteExperiment(json, record);
        }

        WriteData(json, value);
        json.WriteEndObject();
    }

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteParent(Utf8JsonWriter json, MetadataRecord record)
    {
        switch (record.Type)
        {
            case ResourceType.Project:
                json.WriteString("org_id", record.OrganizationId);
                break;
            case ResourceType.DatasetSnapshot:
                WriteId(json, "dataset_id", record.DatasetId);
                WriteText(json, "xact_id", record.DatasetVersion?.ToString());
                break;
            case ResourceType.Dataset:
                json.WriteString("project_id", record.ProjectId);
                json.WriteString("url_slug", Slug.Of(record.Name.Value));
                break;
            default:
                json.WriteString("project_id", record.ProjectId);
                break;
        }
    }

    private static void WriteExperiment(Utf8JsonWriter json, MetadataRecord record)
    {
        WriteId(json, "base_exp_id", record.BaseExperimentId);
        WriteId(json, "dataset_id", record.DatasetId);
        WriteText(json, "dataset_version", record.DatasetVersion?.ToString());
        WriteId(json, "parameters_id", record.ParametersId);
        WriteText(json, "parameters_version", record.ParametersVersion?.ToString());
        json.WriteBoolean("public", record.IsPublic);
    }

    private static void WriteData(Utf8JsonWriter json, MetadataObject value)
    {
        foreach (var field in FieldCatalogue.DataFieldsOf(value.Record.Type))
        {
            if (field.Name == "ancestor_commits")
            {
                continue;
            }

            json.WritePropertyName(field.Name);
            if (value.Data.Find(field.Name) is { } text)
            {
                json.WriteRawValue(text.Span, skipInputValidation: true);
            }
            else
            {
                json.WriteNullValue();
            }
        }
    }

    private static void WriteId(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, text);
        }
    }
}

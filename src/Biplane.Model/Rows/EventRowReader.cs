using System.Globalization;
using System.Text.Json;
using Biplane.Model.Json;

namespace Biplane.Model.Rows;

/// <summary>Reads one row; the first fault ends up in <see cref="Error"/>.</summary>
internal sealed class EventRowReader(int index, ReadOnlyMemory<byte> body, ObjectRef? target)
{
    private readonly EventRow _row = new() { Object = target ?? default, Id = "" };
    private List<ExtraField>? _extra;
    private Guid? _projectId;
    private Guid? _experimentId;
    private Guid? _datasetId;
    private Guid? _sessionId;
    private string? _logId;
    private bool _badCreated;

    public EventReadError? Error { get; private set; }

    /// <summary>Reads up to the row's end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = EventFieldNames.Find(ref reader);
            var extraName = name == EventFieldName.Other ? reader.GetString()! : null;
            reader.Read();
            if (name < EventFieldName.FirstControl)
            {
                _row[(EventField)name] = Slice(ref reader);
            }
            else
            {
                ReadControl(name, extraName, ref reader);
            }
        }
    }

    /// <summary>The finished row, after the checks that need more than one field.</summary>
    public EventRow Build(bool hadLoneSurrogate)
    {
        if (target is null)
        {
            ResolveObject();
        }

        ReadCommentTarget();
        if (_row.Id.Length == 0)
        {
            _row.Id = Guid.CreateVersion7().ToString("D");
        }

        if (!JsonText.IsNullOrAbsent(_row[EventField.SpanParents].Span) && !IsStringArray(_row[EventField.SpanParents]))
        {
            Fail("span_parents", "Expected an array of texts or null.");
        }

        if (target is not null && Error is null && (_experimentId ?? _projectId ?? _datasetId) is not null)
        {
            Fail(null, "The object is named by the address; remove project_id, experiment_id and dataset_id from the event.");
        }

        _row.Extra = _extra ?? (IReadOnlyList<ExtraField>)[];
        _row.Warnings = RowInspection.Warnings(_row, _badCreated, hadLoneSurrogate);
        return _row;
    }

    private void ReadControl(EventFieldName name, string? extraName, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case EventFieldName.Id:
                _row.Id = Text("id", ref reader) ?? "";
                break;
            case EventFieldName.SpanId:
                _row.SpanId = NullIfEmpty(Text("span_id", ref reader));
                break;
            case EventFieldName.RootSpanId:
                _row.RootSpanId = NullIfEmpty(Text("root_span_id", ref reader));
                break;
            case EventFieldName.Created:
                ReadCreated(ref reader);
                break;
            case EventFieldName.ProjectId:
                _projectId = Uuid("project_id", ref reader);
                break;
            case EventFieldName.ExperimentId:
                _experimentId = Uuid("experiment_id", ref reader);
                break;
            case EventFieldName.DatasetId:
                _datasetId = Uuid("dataset_id", ref reader);
                break;
            case EventFieldName.PromptSessionId:
                _sessionId = Uuid("prompt_session_id", ref reader);
                break;
            case EventFieldName.LogId:
                _logId = Text("log_id", ref reader);
                break;
            case EventFieldName.IsMerge:
                _row.IsMerge = Flag("_is_merge", ref reader);
                break;
            case EventFieldName.ObjectDelete:
                _row.IsDelete = Flag("_object_delete", ref reader);
                break;
            case EventFieldName.MergePaths:
                ReadMergePaths(Slice(ref reader));
                break;
            case EventFieldName.ArrayDelete:
                ReadArrayDeletes(Slice(ref reader));
                break;
            case EventFieldName.AuditSource:
                _row.AuditSource = Text("_audit_source", ref reader) switch { "app" => AuditSource.App, "external" => AuditSource.External, _ => AuditSource.Api };
                break;
            case EventFieldName.AuditMetadata:
                _row.AuditMetadata = Slice(ref reader);
                break;
            case EventFieldName.Comment:
                _row.Comment = Slice(ref reader);
                break;
            case EventFieldName.TransactionId or EventFieldName.PaginationKey or EventFieldName.AuditData when target is not null:
                Fail(null, "Rows that were read must be stripped of _xact_id, _pagination_key and audit_data before they are inserted: the server assigns them.");
                reader.Skip();
                break;
            case EventFieldName.Other:
                (_extra ??= []).Add(new ExtraField(extraName!, Slice(ref reader)));
                break;
            default:
                // Known and assigned by the server: what a client sends here is not looked at.
                reader.Skip();
                break;
        }
    }

    private void ResolveObject()
    {
        ObjectRef? found = this switch
        {
            { _experimentId: { } id } => new ObjectRef(ObjectKind.Experiment, id),
            { _datasetId: { } id } => new ObjectRef(ObjectKind.Dataset, id),
            { _sessionId: { } id } => new ObjectRef(ObjectKind.PlaygroundLogs, id),
            { _projectId: { } id, _logId: "p" } => new ObjectRef(ObjectKind.ProjectFunctions, id),
            { _projectId: { } id, _logId: null or "g" } => new ObjectRef(ObjectKind.ProjectLogs, id),
            _ => null,
        };
        if (found is null)
        {
            Fail(null, "The row names no object. Give experiment_id, dataset_id, prompt_session_id, or project_id with log_id \"g\".");
        }

        _row.Object = found ?? default;
    }

    private void ReadCommentTarget()
    {
        if (!JsonText.IsObject(_row.Comment.Span))
        {
            if (!_row.Comment.IsEmpty)
            {
                (_extra ??= []).Add(new ExtraField("comment", _row.Comment));
                _row.Comment = default;
            }

            return;
        }

        var origin = _row[EventField.Origin];
        var id = JsonText.IsObject(origin.Span) ? JsonText.Members(origin).FindLast(m => m.Name == "id").Value : default;
        if (!JsonText.IsString(id.Span))
        {
            Fail("origin", "A comment needs origin.id: the id of the row it belongs to.");
            return;
        }

        _row.CommentTarget = JsonSerializer.Deserialize<string>(id.Span);
    }

    private void ReadCreated(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString();
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                _row.Created = time.UtcDateTime;
                return;
            }
        }

        _badCreated = reader.TokenType != JsonTokenType.Null;
        reader.Skip();
    }

    private void ReadMergePaths(ReadOnlyMemory<byte> json)
    {
        if (JsonText.IsNullOrAbsent(json.Span))
        {
            return;
        }

        if (!JsonText.IsArray(json.Span) || !JsonText.Elements(json).TrueForAll(IsStringArray))
        {
            Fail("_merge_paths", "Expected an array of paths, each an array of texts.");
            return;
        }

        _row.MergePaths = [.. JsonText.Elements(json).Select(path => JsonSerializer.Deserialize<string[]>(path.Span)!)];
    }

    private void ReadArrayDeletes(ReadOnlyMemory<byte> json)
    {
        if (JsonText.IsNullOrAbsent(json.Span))
        {
            return;
        }

        var deletes = new List<ArrayDelete>();
        var isValid = JsonText.IsArray(json.Span);
        foreach (var entry in isValid ? JsonText.Elements(json) : [])
        {
            var members = JsonText.IsObject(entry.Span) ? JsonText.Members(entry) : [];
            var path = members.Find(m => m.Name == "path").Value;
            var values = members.Find(m => m.Name == "delete").Value;
            isValid &= IsStringArray(path) && JsonText.IsArray(values.Span);
            if (isValid)
            {
                deletes.Add(new ArrayDelete(JsonSerializer.Deserialize<string[]>(path.Span)!, values));
            }
        }

        if (!isValid)
        {
            Fail("_array_delete", "Expected an array of {path: [texts], delete: [values]}.");
            return;
        }

        _row.ArrayDeletes = deletes;
    }

    private string? Text(string field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        if (reader.TokenType != JsonTokenType.Null)
        {
            Fail(field, "Expected a text or null.");
            reader.Skip();
        }

        return null;
    }

    private Guid? Uuid(string field, ref Utf8JsonReader reader)
    {
        if (Text(field, ref reader) is not { } text)
        {
            return null;
        }

        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        Fail(field, "Expected a UUID.");
        return null;
    }

    private bool Flag(string field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.GetBoolean();
        }

        if (reader.TokenType != JsonTokenType.Null)
        {
            Fail(field, "Expected true, false or null.");
            reader.Skip();
        }

        return false;
    }

    private static bool IsStringArray(ReadOnlyMemory<byte> json) =>
        JsonText.IsArray(json.Span) && JsonText.Elements(json).TrueForAll(element => JsonText.IsString(element.Span));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader) => JsonText.Slice(body, ref reader);

    private void Fail(string? field, string message) => Error ??= new EventReadError(EventReadErrorKind.InvalidRow, index, field, message);
}

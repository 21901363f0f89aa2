using System.Globalization;
using System.Text;

namespace Biplane.Load.Queries;

/// <summary>One span of the query benchmark. Its texts are plain letters, digits and spaces.</summary>
internal sealed record Span(
    string Id,
    string SpanId,
    string TraceId,
    string? ParentId,
    Guid Project,
    DateTime Created,
    string Name,
    string Type,
    string? Model,
    string User,
    string Session,
    string Environment,
    double Start,
    double End,
    int? Tokens,
    double? Score,
    string? Error,
    string? Tag,
    string Input,
    string Output)
{
    public string CreatedText => Created.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public string InputJson => $$$"""{"messages":[{"role":"user","content":"{{{Input}}}"}]}""";

    public string MetadataJson => (Model is null ? "{" : $$"""{"model":"{{Model}}",""") + $$"""
        "user_id":"{{User}}","session":"{{Session}}","environment":"{{Environment}}","retries":{{Input.Length % 4}}}
        """;

    public string MetricsJson => string.Create(CultureInfo.InvariantCulture, $"{{\"start\":{Start:F6},\"end\":{End:F6}") + (Tokens is { } tokens
        ? string.Create(CultureInfo.InvariantCulture, $",\"prompt_tokens\":{tokens * 3 / 4},\"completion_tokens\":{tokens - (tokens * 3 / 4)},\"tokens\":{tokens}}}")
        : "}");

    public string AttributesJson => $$"""{"name":"{{Name}}","type":"{{Type}}"}""";

    public string? ScoresJson => Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{{\"quality\":{score:F4}}}") : null;

    /// <summary>All fields with a payload as one JSON object.</summary>
    public string PayloadJson => $"{{\"input\":{InputJson},\"output\":\"{Output}\",\"metadata\":{MetadataJson},\"metrics\":{MetricsJson},\"span_attributes\":{AttributesJson}"
        + (ScoresJson is { } scores ? $",\"scores\":{scores}" : "") + (Error is null ? "" : $",\"error\":\"{Error}\"") + (Tag is null ? "" : $",\"tags\":[\"{Tag}\"]") + "}";

    /// <summary>The row as <c>/logs3</c> takes it.</summary>
    public void WriteTo(StringBuilder body)
    {
        body.Append("{\"id\":\"").Append(Id).Append("\",\"span_id\":\"").Append(SpanId).Append("\",\"root_span_id\":\"").Append(TraceId).Append('"');
        if (ParentId is not null)
        {
            body.Append(",\"span_parents\":[\"").Append(ParentId).Append("\"]");
        }

        body.Append(",\"project_id\":\"").Append(Project.ToString("D")).Append("\",\"log_id\":\"g\",\"created\":\"").Append(CreatedText).Append('"')
            .Append(",\"input\":").Append(InputJson).Append(",\"output\":\"").Append(Output).Append('"')
            .Append(",\"metadata\":").Append(MetadataJson).Append(",\"metrics\":").Append(MetricsJson).Append(",\"span_attributes\":").Append(AttributesJson);
        if (ScoresJson is { } scores)
        {
            body.Append(",\"scores\":").Append(scores);
        }

        if (Error is not null)
        {
            body.Append(",\"error\":\"").Append(Error).Append('"');
        }

        if (Tag is not null)
        {
            body.Append(",\"tags\":[\"").Append(Tag).Append("\"]");
        }

        body.Append('}');
    }
}

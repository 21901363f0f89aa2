using System.Buffers;
using System.Text.Json;
using Biplane.Query;
using Biplane.Query.Completion;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;

namespace Biplane.DataPlane.Query;

/// <summary>Writes what an editor needs of a text: completions, findings and the tree.</summary>
internal static class CompletionAnswer
{
    public static ReadOnlyMemory<byte> Write(string text, CompletionList completions, ParsedQuery parsed, IReadOnlyList<Diagnostic> findings)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var lines = new TextLines(text);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("items"u8);
            foreach (var item in completions.Items)
            {
                WriteItem(json, item);
            }

            json.WriteEndArray();
            WriteSpan(json, "replace", completions.Replace, lines);
            json.WriteStartArray("diagnostics"u8);
            foreach (var finding in findings)
            {
                WriteFinding(json, finding, lines);
            }

            json.WriteEndArray();
            json.WritePropertyName("tree"u8);
            JsonQueryWriter.Write(json, parsed.Syntax, text);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteItem(Utf8JsonWriter json, CompletionItem item)
    {
        json.WriteStartObject();
        json.WriteString("label"u8, item.Label);
        json.WriteString("kind"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Kind.ToString()));
        json.WriteString("insert"u8, item.Insert);
        if (item.Detail is { } detail)
        {
            json.WriteString("detail"u8, detail);
        }

        if (item.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Diagnostic finding, TextLines lines)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, finding.Code);
        json.WriteString("severity"u8, finding.Severity == DiagnosticSeverity.Error ? "error"u8 : "warning"u8);
        json.WriteString("message"u8, finding.Message);
        if (finding.Hint is { } hint)
        {
            json.WriteString("hint"u8, hint);
        }

        WriteSpan(json, "at", finding.Span, lines);
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, string name, SourceSpan span, TextLines lines)
    {
        var (line, column) = lines.At(span.Start);
        json.WriteStartObject(name);
        json.WriteNumber("start"u8, span.Start);
        json.WriteNumber("end"u8, span.End);
        json.WriteNumber("line"u8, line);
        json.WriteNumber("column"u8, column);
        json.WriteEndObject();
    }
}

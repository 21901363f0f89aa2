using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Biplane.Storage;

namespace Biplane.DataPlane.Traces;

/// <summary>
/// Spans of a skeleton, column by column, so that names do not repeat and a reader need not make an object of each span. Blocks bound what
/// is held here; ids, names and types are known from block to block.
/// </summary>
internal sealed class SkeletonBlock : IDisposable
{
    private const int MaxSpans = 8_192;

    private readonly SpanPositions _positions = new();
    private readonly (TextNumbers Numbers, JsonColumn News, JsonColumn Column) _names = (new(), new("names"), new("name"));
    private readonly (TextNumbers Numbers, JsonColumn News, JsonColumn Column) _types = (new(), new("types"), new("type"));
    private readonly JsonColumn _ids = new("id");
    private readonly JsonColumn _spanIds = new("span_id");
    private readonly JsonColumn _parents = new("parent");
    private readonly (SkeletonColumn Source, JsonColumn Column)[] _numbers =
    [
        (SkeletonColumn.Start, new("start")),
        (SkeletonColumn.End, new("end")),
        (SkeletonColumn.Tokens, new("tokens")),
        (SkeletonColumn.Cost, new("cost")),
    ];

    private readonly (SkeletonColumn Source, JsonColumn Column)[] _sizes =
    [
        (SkeletonColumn.InputBytes, new("input_bytes")),
        (SkeletonColumn.OutputBytes, new("output_bytes")),
        (SkeletonColumn.ExpectedBytes, new("expected_bytes")),
        (SkeletonColumn.ErrorBytes, new("error_bytes")),
        (SkeletonColumn.MetadataBytes, new("metadata_bytes")),
    ];

    private readonly JsonColumn _scores = new("scores", isSparse: true);
    private int _before;
    private int _count;

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count == MaxSpans;

    private IEnumerable<JsonColumn> Columns =>
    [
        _names.News, _types.News, _ids, _spanIds, _parents, _names.Column, _types.Column, .. _numbers.Select(n => n.Column), .. _sizes.Select(s => s.Column), _scores,
    ];

    /// <summary>Takes the cursor's row.</summary>
    public void Add(RowCursor row)
    {
        var id = row.GetUtf8((int)SkeletonColumn.Id);
        var spanId = row.GetUtf8((int)SkeletonColumn.SpanId);
        _ids.Json.WriteStringValue(id);
        if (spanId.SequenceEqual(id))
        {
            _spanIds.Json.WriteNullValue();
        }
        else
        {
            _spanIds.Json.WriteStringValue(spanId);
        }

        AddParent(row);
        AddText(row, SkeletonColumn.Name, _names);
        AddText(row, SkeletonColumn.Type, _types);
        foreach (var (source, column) in _numbers)
        {
            AddNumber(row, source, column.Json);
        }

        foreach (var (source, column) in _sizes)
        {
            AddSize(row, source, column.Json);
        }

        if (!row.IsNull((int)SkeletonColumn.Scores))
        {
            _scores.Json.WritePropertyName(_count.ToString(CultureInfo.InvariantCulture));
            _scores.Json.WriteRawValue(row.GetUtf8((int)SkeletonColumn.Scores), skipInputValidation: true);
        }

        // Last, so that a span which names itself as its parent is not taken for a child of its own.
        _positions.Add(spanId, _before + _count);
        _count++;
    }

    /// <summary>Writes the block as an object and begins the next one.</summary>
    public void MoveTo(IBufferWriter<byte> output)
    {
        var separator = "{"u8;
        foreach (var column in Columns)
        {
            output.Write(separator);
            column.MoveTo(output);
            separator = ","u8;
        }

        output.Write("}"u8);
        _before += _count;
        _count = 0;
    }

    private void AddParent(RowCursor row)
    {
        if (row.IsNull((int)SkeletonColumn.Parent))
        {
            _parents.Json.WriteNullValue();
        }
        else if (_positions.Find(row.GetUtf8((int)SkeletonColumn.Parent)) is { } position)
        {
            _parents.Json.WriteNumberValue(position);
        }
        else
        {
            _parents.Json.WriteStringValue(row.GetUtf8((int)SkeletonColumn.Parent));
        }
    }

    private static void AddText(RowCursor row, SkeletonColumn source, (TextNumbers Numbers, JsonColumn News, JsonColumn Column) texts)
    {
        if (row.IsNull((int)source))
        {
            texts.Column.Json.WriteNullValue();
            return;
        }

        var text = row.GetUtf8((int)source);
        var (number, isNew) = texts.Numbers.Of(text);
        texts.Column.Json.WriteNumberValue(number);
        if (isNew)
        {
            texts.News.Json.WriteStringValue(text);
        }
    }

    private static void AddNumber(RowCursor row, SkeletonColumn source, Utf8JsonWriter json)
    {
        if (row.IsNull((int)source))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteNumberValue(row.GetDouble((int)source));
        }
    }

    private static void AddSize(RowCursor row, SkeletonColumn source, Utf8JsonWriter json)
    {
        if (row.IsNull((int)source))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteNumberValue(row.GetInt64((int)source));
        }
    }

    public void Dispose()
    {
        foreach (var column in Columns)
        {
            column.Dispose();
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Query.Planning;
using Biplane.Storage;

namespace Biplane.ClickHouse.Tests;

/// <summary>An answer in the engine's format <c>JSONCompactEachRow</c>: an array for each row.</summary>
internal sealed class AnswerCursor(byte[] answer, IReadOnlyList<ResultColumn> columns) : RowCursor
{
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 2000 };

    private readonly string[] _lines = Encoding.UTF8.GetString(answer).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    private JsonArray _row = [];
    private int _next;

    public override IReadOnlyList<ResultColumn> Columns { get; } = columns;

    public bool Read()
    {
        if (_next == _lines.Length)
        {
            return false;
        }

        _row = JsonNode.Parse(_lines[_next++])!.AsArray();
        return true;
    }

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Read());

    public override bool IsNull(int column) => _row[column] is null;

    public override ReadOnlySpan<byte> GetUtf8(int column) => Encoding.UTF8.GetBytes(_row[column]!.GetValue<string>());

    // A condition is a small number in the engine.
    public override bool GetBoolean(int column) => _row[column]!.ToJsonString() is "true" or "1";

    public override long GetInt64(int column) => _row[column]!.GetValue<long>();

    public override ulong GetUInt64(int column) => _row[column]!.GetValue<ulong>();

    public override double GetDouble(int column) => _row[column]!.GetValue<double>();

    public override Guid GetGuid(int column) => _row[column]!.GetValue<Guid>();

    public override DateTime GetTimestamp(int column) =>
        DateTime.Parse(_row[column]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using System.Text;
using Biplane.Query.Planning;

namespace Biplane.Storage.Tests.RowJson;

/// <summary>A cursor that stands on one row of given values.</summary>
internal sealed class OneRow(IEnumerable<ResultColumn> columns, IEnumerable<object?> values) : RowCursor
{
    private readonly object?[] _values = [.. values];

    public override IReadOnlyList<ResultColumn> Columns { get; } = [.. columns];

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public override bool IsNull(int column) => _values[column] is null;

    public override ReadOnlySpan<byte> GetUtf8(int column) => Encoding.UTF8.GetBytes((string)_values[column]!);

    public override bool GetBoolean(int column) => (bool)_values[column]!;

    public override long GetInt64(int column) => (long)_values[column]!;

    public override ulong GetUInt64(int column) => (ulong)_values[column]!;

    public override double GetDouble(int column) => (double)_values[column]!;

    public override Guid GetGuid(int column) => (Guid)_values[column]!;

    public override DateTime GetTimestamp(int column) => (DateTime)_values[column]!;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

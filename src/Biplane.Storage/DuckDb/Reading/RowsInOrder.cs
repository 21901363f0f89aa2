using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Answers that are each in the order of their places, as one.</summary>
/// <param name="sources">The answers.</param>
/// <param name="place">The column with the place.</param>
/// <param name="isDescending">The largest place first.</param>
internal sealed class RowsInOrder(IReadOnlyList<ResultRows> sources, int place, bool isDescending) : ResultRows
{
    private List<ResultRows>? _rest;
    private ResultRows? _current;

    private ResultRows Current => _current!;

    public override bool Read()
    {
        if (_rest is null)
        {
            _rest = [.. sources.Where(source => source.Read())];
        }
        else if (_current is { } read && !read.Read())
        {
            _rest.Remove(read);
        }

        _current = isDescending ? _rest.MaxBy(rows => rows.GetUInt64(place)) : _rest.MinBy(rows => rows.GetUInt64(place));
        return _current is not null;
    }

    public override bool IsNull(int column) => Current.IsNull(column);

    public override ReadOnlySpan<byte> GetUtf8(int column) => Current.GetUtf8(column);

    public override bool GetBoolean(int column) => Current.GetBoolean(column);

    public override long GetInt64(int column) => Current.GetInt64(column);

    public override ulong GetUInt64(int column) => Current.GetUInt64(column);

    public override double GetDouble(int column) => Current.GetDouble(column);

    public override Guid GetGuid(int column) => Current.GetGuid(column);

    public override bool Detach(long maxBytes) => sources.All(source => source.Detach(maxBytes));

    public override void Dispose()
    {
        base.Dispose();
        foreach (var source in sources)
        {
            source.Dispose();
        }
    }
}

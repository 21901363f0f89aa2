using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.RowJson;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>The rows of a plan in stretches of one segment. It is planned once: to plan a statement takes as long as ten thousand rows.</summary>
internal sealed class PageStatement : IDisposable
{
    private readonly SqlFragment _projection;
    private readonly SqlFragment _filter;
    private readonly string _from;
    private readonly string _order;
    private readonly DuckDbConnection _connection;
    private readonly PageFunction _function;
    private readonly int _columns;
    private readonly bool _isDescending;
    private readonly bool _mayHaveMarks;
    private DuckDbStatement? _inFile;
    private DuckDbStatement? _written;

    /// <param name="run">What the query holds.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="file">The segment.</param>
    /// <param name="sources">Whose rows.</param>
    /// <param name="condition">A further condition on alias <c>r</c>, starting with <c>AND</c>.</param>
    /// <param name="function">Where pages are written.</param>
    public PageStatement(QueryRun run, QueryPlan plan, RowFile file, IReadOnlyCollection<ObjectRef> sources, string condition, PageFunction function)
    {
        (_connection, _function) = (run.Connection, function);
        (_columns, _isDescending, _mayHaveMarks) = (plan.Columns.Count, plan.IsDescending, file.HasBlobs);
        _projection = PlanSql.Projection(plan, Relations.Held(file));
        _filter = PlanSql.Filter(plan);
        var relation = Relations.OfFile(
            file, run.Snapshot, sources, condition + " AND r.rowid BETWEEN ? AND ?", ranges: null, _projection.Text + _filter.Text, ColumnUse.Of(plan));
        _from = $"FROM {relation} r WHERE ({_filter.Text})";
        _order = $" ORDER BY r.pagination_key {(plan.IsDescending ? "DESC" : "ASC")}";
    }

    /// <summary>The rows of a stretch as they lie in the file.</summary>
    public DuckDbResult InFile(RowRange range) =>
        (_inFile ??= _connection.Statement($"SELECT {_projection.Text} {_from}")).Query([.. _projection.Parameters, range.First, range.Last, .. _filter.Parameters]);

    /// <summary>Whether rows can be written by the engine's threads: not those that may have marks of large values, which are read elsewhere.</summary>
    public bool CanWrite => !_mayHaveMarks;

    /// <summary>The rows of a stretch, written as JSON. Null when they do not lie in their order, or take too many bytes.</summary>
    public WrittenRows? Written(RowRange range, RowJsonWriter writer, long maxBytes, out bool isTooLarge)
    {
        var names = string.Join(", ", Enumerable.Range(0, _columns).Select(column => $"c{column}"));
        _written ??= _connection.Statement($"SELECT max({PageFunction.Name}({names}, ?)) FROM (SELECT {_projection.Text} {_from}) w({names})");
        using var page = new PageWriting(writer, place: _columns - 1, _isDescending, maxBytes);
        var number = _function.Add(page);
        try
        {
            using var result = _written.Query([number, .. _projection.Parameters, range.First, range.Last, .. _filter.Parameters]);
            result.Read();
        }
        catch (DuckDbException)
        {
            page.ThrowFailure();
            throw;
        }
        finally
        {
            _function.Remove(number);
        }

        isTooLarge = page.IsTooLarge;
        return isTooLarge ? null : page.Complete();
    }

    /// <summary>The rows of a stretch, sorted.</summary>
    public DuckDbResult InOrder(RowRange range)
    {
        long count;
        using (var counted = _connection.Query($"SELECT count(*) {_from}", [range.First, range.Last, .. _filter.Parameters]))
        {
            count = counted.Read() ? counted.GetInt64(0) : 0;
        }

        var rows = _connection.Query($"SELECT {_projection.Text} {_from}{_order}", [.. _projection.Parameters, range.First, range.Last, .. _filter.Parameters]);
        rows.CutOff(count);
        return rows;
    }

    public void Dispose()
    {
        _inFile?.Dispose();
        _written?.Dispose();
    }
}

using System.Text;
using Biplane.Model.Rows;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.Keys;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Fills chunks with rows, column by column, and appends them to the tables of one generation.</summary>
internal sealed class RowTableWriter(DuckDbConnection connection, RowFile file) : IDisposable
{
    private const int MaxIdBytes = 256;

    private readonly TableAppender _rows = new(connection, file.Catalog, RowSchema.Rows, RowSchema.RowTypes);
    private readonly TableAppender _history = new(connection, file.Catalog, RowSchema.History, RowSchema.HistoryTypes);
    private readonly TableAppender _marks = new(connection, file.Catalog, RowSchema.Superseded, RowSchema.SupersededTypes);
    private readonly DerivedColumns[] _derived = new DerivedColumns[TableAppender.ChunkRows];

    /// <summary>Drops what a failed append has left behind.</summary>
    public void Clear()
    {
        _rows.Clear();
        _history.Clear();
        _marks.Clear();
    }

    public void AppendRows(IReadOnlyList<StoredRow> rows)
    {
        for (var start = 0; start < rows.Count; start += TableAppender.ChunkRows)
        {
            var count = Math.Min(TableAppender.ChunkRows, rows.Count - start);
            _rows.Begin();
            Fill(_rows, count, i => rows[start + i]);
            _rows.Append(count);
        }

        _rows.Flush();
    }

    public void AppendHistory(IReadOnlyList<HistoryRow> versions)
    {
        for (var start = 0; start < versions.Count; start += TableAppender.ChunkRows)
        {
            var count = Math.Min(TableAppender.ChunkRows, versions.Count - start);
            _history.Begin();
            Fill(_history, count, i => versions[start + i].Row);
            var deleted = _history.Column(RowSchema.RowTypes.Count);
            for (var i = 0; i < count; i++)
            {
                deleted.Set(i, versions[start + i].IsDeleted);
            }

            _history.Append(count);
        }

        _history.Flush();
    }

    public void AppendMarks(IReadOnlyList<SupersededMark> marks)
    {
        for (var start = 0; start < marks.Count; start += TableAppender.ChunkRows)
        {
            var count = Math.Min(TableAppender.ChunkRows, marks.Count - start);
            _marks.Begin();
            var (key, victim, target, markedBy) = (_marks.Column(0), _marks.Column(1), _marks.Column(2), _marks.Column(3));
            for (var i = 0; i < count; i++)
            {
                var mark = marks[start + i];
                key.Set(i, mark.Key);
                victim.Set(i, mark.Victim);
                target.Set(i, mark.Target);
                markedBy.Set(i, mark.MarkedBy);
            }

            _marks.Append(count);
        }

        _marks.Flush();
    }

    private void Fill(TableAppender table, int count, Func<int, StoredRow> rowAt)
    {
        for (var i = 0; i < count; i++)
        {
            var row = rowAt(i);
            _derived[i] = row.Derived ?? DerivedColumns.From(row.State);
            file.Whole &= _derived[i].Whole & ~InBlobs(row);
        }

        FillIdentity(table, count, rowAt);
        FillDerived(table, count);
        foreach (var field in EventFields.All)
        {
            var column = table.Column(RowSchema.FirstField + (int)field);
            for (var i = 0; i < count; i++)
            {
                SetJson(column, i, rowAt(i).State[field].Span);
            }
        }

        var (comments, audit, extra, blobs) = (
            table.Column(RowSchema.Comments), table.Column(RowSchema.Audit), table.Column(RowSchema.Extra), table.Column(RowSchema.Blobs));
        for (var i = 0; i < count; i++)
        {
            var row = rowAt(i);
            SetJson(comments, i, row.State.Comments.Span);
            SetJson(audit, i, row.State.Audit.Span);
            SetJson(extra, i, row.State.Extra.Span);
            SetJson(blobs, i, LargeValues.ToJson(row));
        }

        FillSizes(table, count, rowAt);
    }

    // Such a row counts as not whole: a generation that is opened again is not looked through in the blob store.
    private static TypedPaths InBlobs(StoredRow row) => row.Blobs is not { } blobs
        ? TypedPaths.None
        : (blobs.ContainsKey(new RowPart((int)EventField.Metadata)) ? TypedPaths.Model : TypedPaths.None)
            | (blobs.ContainsKey(new RowPart((int)EventField.Metrics)) ? TypedPaths.Tokens | TypedPaths.Times : TypedPaths.None);

    private static void FillIdentity(TableAppender table, int count, Func<int, StoredRow> rowAt)
    {
        var (key, kind, target, id) = (table.Column(0), table.Column(1), table.Column(2), table.Column(3));
        var (transaction, pagination, created) = (table.Column(4), table.Column(5), table.Column(6));
        var (project, organization, span, root, rootKey) = (table.Column(7), table.Column(8), table.Column(9), table.Column(10), table.Column(11));
        for (var i = 0; i < count; i++)
        {
            var row = rowAt(i);
            var state = row.State;
            key.Set(i, row.Key);
            kind.Set(i, (byte)state.Object.Kind);
            target.Set(i, state.Object.Id);
            SetText(id, i, state.Id);
            transaction.Set(i, state.Transaction.Value);
            pagination.Set(i, state.PaginationKey.Value);
            created.Set(i, DuckDbTypes.ToMicroseconds(state.Created));
            project.Set(i, state.ProjectId);
            organization.Set(i, state.OrganizationId);
            SetText(span, i, state.SpanId);
            SetText(root, i, state.RootSpanId);
            rootKey.Set(i, RowKeys.OfTrace(state.Object, state.RootSpanId));
        }
    }

    private void FillDerived(TableAppender table, int count)
    {
        var (isRoot, name, type) = (table.Column(12), table.Column(13), table.Column(14));
        var (start, end, tokens) = (table.Column(15), table.Column(16), table.Column(17));
        var (model, hasError) = (table.Column(18), table.Column(19));
        for (var i = 0; i < count; i++)
        {
            ref readonly var derived = ref _derived[i];
            isRoot.Set(i, derived.IsRoot);
            SetText(name, i, derived.SpanName);
            SetText(type, i, derived.SpanType);
            SetNumber(start, i, derived.StartTime);
            SetNumber(end, i, derived.EndTime);
            SetNumber(tokens, i, derived.TotalTokens);
            SetText(model, i, derived.Model);
            hasError.Set(i, derived.HasError);
        }
    }

    private static void FillSizes(TableAppender table, int count, Func<int, StoredRow> rowAt)
    {
        for (var i = 0; i < RowSchema.SizedFields.Count; i++)
        {
            var column = table.Column(RowSchema.FirstSize + i);
            for (var row = 0; row < count; row++)
            {
                if (LargeValues.SizeOf(rowAt(row), RowSchema.SizedFields[i]) is { } size)
                {
                    column.Set(row, size);
                }
                else
                {
                    column.SetNull(row);
                }
            }
        }
    }

    private static void SetJson(ChunkColumn column, int row, ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            column.SetNull(row);
        }
        else
        {
            column.Set(row, json);
        }
    }

    private static void SetNumber(ChunkColumn column, int row, double? value)
    {
        if (value is { } number)
        {
            column.Set(row, number);
        }
        else
        {
            column.SetNull(row);
        }
    }

    private static void SetText(ChunkColumn column, int row, string? text)
    {
        if (text is null)
        {
            column.SetNull(row);
            return;
        }

        Span<byte> utf8 = text.Length * 3 <= MaxIdBytes ? stackalloc byte[MaxIdBytes] : new byte[text.Length * 3];
        column.Set(row, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _history.Dispose();
        _marks.Dispose();
    }
}

using System.Buffers.Binary;
using System.Text;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>An answer that is made of row copies.</summary>
internal sealed class CopiedRows(CopyProjection projection, IReadOnlyList<RowCopy> rows, IBlobStore blobs) : ResultRows
{
    private static readonly int Audit = CopyFormat.IndexOf("audit");
    private static readonly int Transaction = CopyFormat.IndexOf("xact_id");

    private int _row = -1;

    private RowCopy Row => rows[_row];

    public override bool Read() => ++_row < rows.Count;

    public override bool IsNull(int column) => projection.Columns[column] switch
    {
        { Source: CopySource.Stored } stored => Row.IsNull(stored.Storage) && Row.Blob(CopyFormat.Columns[stored.Storage].Name) is null,
        { Source: var source } => source == CopySource.Extra,
    };

    public override ReadOnlySpan<byte> GetUtf8(int column)
    {
        var asked = projection.Columns[column];
        var text = asked.Source switch
        {
            CopySource.Constant => asked.Text,
            CopySource.Audit => Row.IsNull(Audit) ? Encoding.UTF8.GetBytes(StorageColumns.AuditOf(Number(Transaction))) : Row[Audit],
            _ when Row.IsNull(asked.Storage) => BlobFunction.MarkOf(Row.Organization, Row.Blob(CopyFormat.Columns[asked.Storage].Name)!.Value),
            _ => Row[asked.Storage],
        };
        return asked.Preview is { } length ? PreviewFunction.Of(blobs, text, length) : text;
    }

    public override bool GetBoolean(int column) => Value(column)[0] != 0;

    public override long GetInt64(int column) => BinaryPrimitives.ReadInt64LittleEndian(Value(column));

    public override ulong GetUInt64(int column) => Number(projection.Columns[column].Storage);

    public override double GetDouble(int column) => BinaryPrimitives.ReadDoubleLittleEndian(Value(column));

    public override Guid GetGuid(int column) => RowCopy.ToGuid(Value(column));

    public override bool Detach(long maxBytes) => true;

    private ReadOnlySpan<byte> Value(int column) => Row[projection.Columns[column].Storage];

    private ulong Number(int storage) => BinaryPrimitives.ReadUInt64LittleEndian(Row[storage]);
}

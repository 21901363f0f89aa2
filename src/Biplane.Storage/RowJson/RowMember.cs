using System.Buffers;
using Biplane.Model.Rows;
using Biplane.Query.Planning;

namespace Biplane.Storage.RowJson;

/// <summary>How a column is written.</summary>
internal readonly struct RowMember
{
    /// <summary>What stands before the value of the first member of a row.</summary>
    public readonly MemberStart First;

    /// <summary>What stands before it in any other place.</summary>
    public readonly MemberStart Other;

    private RowMember(int column, ResultColumn of, ArrayBufferWriter<byte> scratch)
    {
        (Column, Type, IsSpread) = (column, of.Type, of.IsSpread);
        First = new MemberStart(of.Name, isFirst: true, isString: of.Type == ColumnType.Text, scratch);
        Other = new MemberStart(of.Name, isFirst: false, isString: of.Type == ColumnType.Text, scratch);
    }

    /// <summary>The column's place in the cursor.</summary>
    public int Column { get; }

    public ColumnType Type { get; }

    /// <inheritdoc cref="ResultColumn.IsSpread"/>
    public bool IsSpread { get; }

    /// <summary>Those of the columns that are shown.</summary>
    public static RowMember[] Of(IReadOnlyList<ResultColumn> columns)
    {
        var scratch = new ArrayBufferWriter<byte>();
        return [.. columns.Index().Where(column => !column.Item.IsHidden).Select(column => new RowMember(column.Index, column.Item, scratch))];
    }
}

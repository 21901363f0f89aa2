using System.Text;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Storage.Keys;
using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>What the row model makes of rows as clients send them: the states that a store keeps, with their keys.</summary>
internal static class ModelRows
{
    private const ulong FirstTransaction = (0x0DE1UL << 48) + 1_000;

    // The cases over the table in memory name its small keys, those of the specification compare with keys as stores make them.
    private const ulong FirstSmallPlace = 500;
    private const ulong FirstPlace = 7_600_000_000_000_000_000;

    /// <summary>One state a row, in the order of their places.</summary>
    public static List<(RowState State, ulong Key)> Of(IEnumerable<(ObjectRef Owner, string Row)> rows) => [.. rows.Select((row, index) => Of(row.Owner, row.Row, (ulong)index))];

    /// <summary>The rows of the project of the cases.</summary>
    public static List<(RowState State, ulong Key)> OfProject(IEnumerable<string> rows) => Of(rows.Select(row => (new ObjectRef(ObjectKind.ProjectLogs, CaseRows.ProjectId), row)));

    private static (RowState State, ulong Key) Of(ObjectRef owner, string json, ulong index)
    {
        var read = EventReader.ReadEvents(Encoding.UTF8.GetBytes($$"""{"events":[{{json}}]}"""), owner);
        Assert.Null(read.Error);
        var place = new PaginationKey(index + (owner.Id == CaseRows.ProjectId ? FirstSmallPlace : FirstPlace));
        var state = EventMerge.Apply(existing: null, read.Rows[0], new TransactionId(FirstTransaction + index), place, QueryCase.Now);
        state.ProjectId = CaseRows.ProjectId;
        return (state, RowKeys.OfRow(owner, state.Id, attempt: 0));
    }
}

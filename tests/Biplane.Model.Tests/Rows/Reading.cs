using System.Text;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Xunit;

namespace Biplane.Model.Tests.Rows;

/// <summary>Short ways to read and merge rows written as JSON.</summary>
internal static class Reading
{
    public static ObjectRef Logs { get; } = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"));

    public static EventReadResult Body(string json) => EventReader.ReadLogs3(Encoding.UTF8.GetBytes(json));

    public static EventReadResult Rows(params string[] rows) => Body($$"""{"rows":[{{string.Join(",", rows)}}],"api_version":2}""");

    /// <summary>One row of the project's logs.</summary>
    public static EventRow Row(string members)
    {
        var read = EventReader.ReadEvents(Encoding.UTF8.GetBytes($$"""{"events":[{{members}}]}"""), Logs);
        Assert.Null(read.Error);
        return Assert.Single(read.Rows);
    }

    /// <summary>The state after writes in order.</summary>
    public static RowState Write(params string[] rows)
    {
        RowState? state = null;
        var second = 100u;
        foreach (var row in rows)
        {
            var transaction = TransactionId.From(second++, 0);
            state = EventMerge.Apply(state, Row(row), transaction, PaginationKey.From(transaction, 0), DateTime.UnixEpoch);
        }

        return state!;
    }

    public static string? Text(this ReadOnlyMemory<byte> json) => json.IsEmpty ? null : Encoding.UTF8.GetString(json.Span);
}

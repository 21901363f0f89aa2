using Biplane.Model.Rows;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Rows that wait for the writer.</summary>
internal sealed class WriteRequest(IReadOnlyList<EventRow> rows, long bytes)
{
    private readonly TaskCompletionSource<WriteReceipt> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<EventRow> Rows { get; } = rows;

    /// <summary>What it counts against the queue's bound.</summary>
    public long Bytes { get; } = bytes;

    public Task<WriteReceipt> Completion => _completion.Task;

    public void Complete(WriteReceipt receipt) => _completion.TrySetResult(receipt);

    public void Fail(Exception error) => _completion.TrySetException(error);
}

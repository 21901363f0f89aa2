namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Something short that the writer does between two commits.</summary>
internal sealed class WriterWork(Func<bool> work)
{
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the work answered, or how it failed.</summary>
    public Task<bool> Completion => _completion.Task;

    /// <summary>Does it. A fault goes to whoever waits for it, and the writer goes on.</summary>
    public void Run()
    {
        try
        {
            _completion.TrySetResult(work());
        }
        catch (Exception error)
        {
            _completion.TrySetException(error);
        }
    }

    public void Fail(Exception error) => _completion.TrySetException(error);
}

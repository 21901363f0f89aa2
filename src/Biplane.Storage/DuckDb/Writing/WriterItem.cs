namespace Biplane.Storage.DuckDb.Writing;

/// <summary>What the writer does next: commit a request, or something that must not overlap with a commit.</summary>
internal readonly record struct WriterItem(WriteRequest? Request, WriterWork? Work)
{
    /// <summary>Says to whoever waits for it that it will not be done.</summary>
    public void Fail(Exception error)
    {
        Request?.Fail(error);
        Work?.Fail(error);
    }
}

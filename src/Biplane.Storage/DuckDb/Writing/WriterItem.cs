namespace Biplane.Storage.DuckDb.Writing;

/// <summary>What the writer does next: commit a request, or run something that must not overlap with a commit.</summary>
internal readonly record struct WriterItem(WriteRequest? Request, Action? Work);

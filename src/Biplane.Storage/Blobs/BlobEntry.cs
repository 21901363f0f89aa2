namespace Biplane.Storage.Blobs;

/// <summary>A finished blob as listed.</summary>
/// <param name="Scope">Where it lives.</param>
/// <param name="Id">Its id.</param>
/// <param name="Length">Its size in bytes.</param>
public readonly record struct BlobEntry(BlobScope Scope, BlobId Id, long Length);

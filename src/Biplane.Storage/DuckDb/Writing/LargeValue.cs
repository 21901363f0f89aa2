using Biplane.Storage.Blobs;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>A value of a row that lies in the blob store.</summary>
/// <param name="Blob">Where.</param>
/// <param name="Bytes">Bytes of its JSON text, for the fields whose sizes are kept.</param>
internal readonly record struct LargeValue(BlobId Blob, int Bytes);

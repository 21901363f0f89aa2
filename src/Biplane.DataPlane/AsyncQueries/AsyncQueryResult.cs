using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>What a background query found.</summary>
/// <param name="Blob">The rows, each on a line.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Bytes">How large they are.</param>
internal sealed record AsyncQueryResult(BlobId Blob, long Rows, long Bytes);

using Biplane.Hosting.Errors;
using Biplane.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Uploads;

/// <summary>Streams an uploaded body into the blob store; memory use does not depend on its size.</summary>
internal sealed class UploadReceiver(IBlobStore blobs)
{
    private const string AlreadyFinished = "Other bytes were already uploaded to this address; a finished upload cannot be changed.";

    /// <summary>Stores the body and answers its size. The same bytes may be sent again.</summary>
    public async Task<long> ReceiveAsync(HttpRequest request, BlobScope scope, BlobId id, long maxBytes, CancellationToken cancellationToken)
    {
        await using var writer = await blobs.CreateAsync(scope, id, cancellationToken);
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(cancellationToken);
            try
            {
                if (writer.Length + result.Buffer.Length > maxBytes)
                {
                    throw new ApiException(413, ErrorCodes.PayloadTooLarge, $"An upload may have {maxBytes} bytes at most.");
                }

                foreach (var segment in result.Buffer)
                {
                    await writer.WriteAsync(segment, cancellationToken);
                }
            }
            finally
            {
                // Also of an upload that is refused: the server reads its rest, so that a client that is still sending sees the answer. Behind a read that has not ended it cannot.
                request.BodyReader.AdvanceTo(result.Buffer.End);
            }

            if (result.IsCompleted)
            {
                break;
            }
        }

        try
        {
            await writer.CompleteAsync(cancellationToken);
        }
        catch (BlobExistsException)
        {
            throw new ApiException(409, ErrorCodes.BadRequest, AlreadyFinished);
        }

        return writer.Length;
    }
}

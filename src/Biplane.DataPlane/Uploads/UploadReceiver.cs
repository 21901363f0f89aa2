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
                // Whatever becomes of it: the server reads the rest of a body that was refused, but not behind a read that goes on, and a client that is still sending would never see the answer.
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

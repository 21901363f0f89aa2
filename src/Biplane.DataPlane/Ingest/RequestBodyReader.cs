using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Ingest;

/// <summary>Reads whole bodies, whatever their Content-Type says: some published clients send none.</summary>
internal sealed class RequestBodyReader(BodyBudget budget)
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>Reads the body up to <see cref="IngestLimits.MaxBodyBytes"/>. The caller disposes it.</summary>
    public async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // One byte more than announced: a buffer that is full says that more may come, and would be doubled.
        var announced = request.ContentLength ?? FirstBytes;
        if (announced > IngestLimits.MaxBodyBytes)
        {
            throw TooLarge();
        }

        var body = new RequestBody(budget);
        try
        {
            await body.GrowAsync((int)announced + 1, cancellationToken);
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(cancellationToken);
                foreach (var segment in result.Buffer)
                {
                    await AppendAsync(body, segment, cancellationToken);
                }

                request.BodyReader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static async ValueTask AppendAsync(RequestBody body, ReadOnlyMemory<byte> segment, CancellationToken cancellationToken)
    {
        var length = body.Bytes.Length + (long)segment.Length;
        if (length > IngestLimits.MaxBodyBytes)
        {
            throw TooLarge();
        }

        if (segment.Length > body.Free.Length)
        {
            await body.GrowAsync((int)Math.Min(IngestLimits.MaxBodyBytes, Math.Max(length, body.Bytes.Length * 2L)), cancellationToken);
        }

        segment.CopyTo(body.Free);
        body.Advance(segment.Length);
    }

    private static ApiException TooLarge() =>
        new(413, ErrorCodes.PayloadTooLarge, $"The request body is larger than {IngestLimits.MaxBodyBytes} bytes. Send fewer rows at a time.");
}

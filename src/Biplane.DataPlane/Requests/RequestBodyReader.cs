using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Requests;

/// <summary>
/// Reads whole bodies, whatever their Content-Type says: some published clients send none. Invariant: a body holds at most four times the
/// room of the bytes that have arrived, so that who announces much and sends little keeps nobody else out.
/// </summary>
internal sealed class RequestBodyReader(BodyBudget budget)
{
    private const int FirstBytes = 16 * 1024;
    private const int GrowthFactor = 4;

    /// <summary>Reads the body up to <see cref="RequestLimits.MaxBodyBytes"/>. The caller disposes it.</summary>
    public async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var announced = request.ContentLength ?? RequestLimits.MaxBodyBytes;
        if (announced > RequestLimits.MaxBodyBytes)
        {
            throw TooLarge();
        }

        var body = new RequestBody(budget);
        try
        {
            var result = await request.BodyReader.ReadAtLeastAsync((int)Math.Clamp(announced, 1, FirstBytes), cancellationToken);
            while (true)
            {
                try
                {
                    foreach (var segment in result.Buffer)
                    {
                        await AppendAsync(body, segment, announced, cancellationToken);
                    }
                }
                finally
                {
                    // Also of a body that is refused: the server reads its rest, so that a client that is still sending sees the answer.
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                }

                if (result.IsCompleted)
                {
                    return body;
                }

                result = await request.BodyReader.ReadAsync(cancellationToken);
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static async ValueTask AppendAsync(RequestBody body, ReadOnlyMemory<byte> segment, long announced, CancellationToken cancellationToken)
    {
        var length = body.Bytes.Length + (long)segment.Length;
        if (length > RequestLimits.MaxBodyBytes)
        {
            throw TooLarge();
        }

        if (segment.Length > body.Free.Length)
        {
            await body.GrowAsync((int)Math.Max(length, Math.Min(announced, GrowthFactor * length)), cancellationToken);
        }

        segment.CopyTo(body.Free);
        body.Advance(segment.Length);
    }

    private static ApiException TooLarge() =>
        new(413, ErrorCodes.PayloadTooLarge, $"The request body is larger than {RequestLimits.MaxBodyBytes} bytes. Send fewer rows at a time.");
}

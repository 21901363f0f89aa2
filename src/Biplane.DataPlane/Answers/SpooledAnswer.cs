using Biplane.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace Biplane.DataPlane.Answers;

/// <summary>One answer in the <see cref="AnswerSpool"/>: written to its end, then sent.</summary>
internal sealed class SpooledAnswer(AnswerSpool spool, FileBufferingWriteStream buffer) : IAsyncDisposable
{
    public long Length { get; private set; }

    /// <exception cref="StorageUnavailableException">The disk refuses the write.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        spool.Take(bytes.Length, Length);
        Length += bytes.Length;
        try
        {
            await buffer.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException("There is no room for an answer that has to wait.", error);
        }
    }

    public Task SendAsync(Stream output, CancellationToken cancellationToken) => buffer.DrainBufferAsync(output, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await buffer.DisposeAsync();
        spool.GiveBack(Length);
    }
}

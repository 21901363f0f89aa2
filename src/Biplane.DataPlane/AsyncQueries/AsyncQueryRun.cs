using System.Buffers;
using System.Text.Json;
using Biplane.DataPlane.Query;
using Biplane.Hosting.Errors;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Storage;
using Biplane.Storage.Blobs;
using Biplane.Storage.RowJson;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>Runs a background query and puts its rows into a blob. Invariant: it reads only objects that were found readable when it was asked.</summary>
internal sealed class AsyncQueryRun(IRowStore store, IBlobStore blobs, AsyncQueryRoom room, TimeProvider time)
{
    private const int FlushAfterBytes = 256 * 1024;

    /// <exception cref="ApiException">The query does not compile any more, or its result has no room.</exception>
    /// <exception cref="QueryTooLargeException">It needs more memory than there is.</exception>
    public async Task<AsyncQueryResult> RunAsync(AsyncQuery query, CancellationToken cancellationToken)
    {
        var blob = BlobId.New(time);
        await using var output = await blobs.CreateAsync(query.BlobScope, blob, cancellationToken);
        var count = 0L;
        await using (var rows = await store.QueryAsync(Compile(query), cancellationToken))
        {
            var writer = new RowJsonWriter(rows.Columns, RowSeparation.Lines);
            var buffer = new ArrayBufferWriter<byte>(FlushAfterBytes);
            while (await rows.ReadAsync(cancellationToken))
            {
                count += writer.WriteSome(rows, buffer, FlushAfterBytes);
                if (buffer.WrittenCount >= FlushAfterBytes)
                {
                    await FlushAsync(query, buffer, output, cancellationToken);
                }
            }

            await FlushAsync(query, buffer, output, cancellationToken);
        }

        await output.CompleteAsync(cancellationToken);
        return new AsyncQueryResult(blob, count, output.Length);
    }

    private static QueryPlan Compile(AsyncQuery query)
    {
        using var json = JsonDocument.Parse(query.Request, QueryEndpoints.BodyOptions);

        // Read as of the time of asking; what is newest by now has nothing to do with that.
        var request = BtqlRequestReader.Read(json.RootElement, query.Created.UtcDateTime, latest: null);
        var compiled = QueryPipeline.Compile(request.Query with { Objects = query.Scope.Objects(), DisableLimit = true });
        return compiled.Plan is { } plan && plan.Sources.All(query.Scope.Sources.Contains)
            ? plan with { IsBackground = true }
            : throw ApiException.BadRequest(ErrorCodes.QueryInvalid, "The query does not mean any more what it meant when it was asked. Ask it again.");
    }

    private async ValueTask FlushAsync(AsyncQuery query, ArrayBufferWriter<byte> buffer, IBlobWriter output, CancellationToken cancellationToken)
    {
        await room.TakeAsync(query, output.Length + buffer.WrittenCount, cancellationToken);
        await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Biplane.DataPlane.Requests;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Hosting.Errors;
using Biplane.Storage;
using Biplane.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Biplane.DataPlane.Tests.Requests;

public sealed class RequestBodyReaderTests
{
    private readonly BodyBudget _budget = new(RequestLimits.MaxBodiesInMemoryBytes, RequestLimits.KeptForBegunBodiesBytes, RequestLimits.BodyPatience, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(16 * 1024, false)]
    [InlineData(16 * 1024, true)]
    [InlineData(300_000, false)]
    [InlineData(9_000_000, true)]
    public async Task A_body_is_read_whole_and_its_room_given_back(int size, bool isLengthKnown)
    {
        var bytes = Some.Bytes(size);
        var request = Request(bytes, isLengthKnown);

        using (var body = await new RequestBodyReader(_budget).ReadAsync(request, Token))
        {
            Assert.True(body.Bytes.Span.SequenceEqual(bytes));
            Assert.True(_budget.Taken >= size);
        }

        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task A_body_that_announces_too_much_is_refused_before_it_is_read()
    {
        var request = Request([], isLengthKnown: false);
        request.ContentLength = RequestLimits.MaxBodyBytes + 1L;

        var refusal = await Assert.ThrowsAsync<ApiException>(() => new RequestBodyReader(_budget).ReadAsync(request, Token));

        Assert.Equal(413, refusal.Status);
        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task A_body_that_turns_out_too_large_is_refused_and_gives_its_room_back()
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new EndlessStream();

        var refusal = await Assert.ThrowsAsync<ApiException>(() => new RequestBodyReader(_budget).ReadAsync(request, Token));

        Assert.Equal(413, refusal.Status);
        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task The_rest_of_a_body_that_is_refused_can_be_read()
    {
        var body = new Pipe();
        await body.Writer.WriteAsync(Some.Bytes(20_000), Token);
        var full = new BodyBudget(limit: 100, keptForBegun: 50, TimeSpan.FromMilliseconds(1), TimeProvider.System);

        await Assert.ThrowsAsync<StoreBusyException>(() => new RequestBodyReader(full).ReadAsync(PipedBody.Request(body), Token));

        await body.Writer.WriteAsync(new byte[] { 1, 2 }, Token);
        Assert.Equal([1, 2], (await body.Reader.ReadAsync(Token)).Buffer.ToArray());
    }

    [Fact]
    public async Task A_body_that_announces_much_takes_room_only_for_what_has_arrived()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var request = new DefaultHttpContext().Request;
        request.Body = pipe.Reader.AsStream();
        request.ContentLength = 100_000_000;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = new RequestBodyReader(_budget).ReadAsync(request, gone.Token);
        Assert.Equal(0, _budget.Taken);

        await pipe.Writer.WriteAsync(Some.Bytes(1_000_000), Token);
        while (_budget.Taken < 1_000_000)
        {
            await Task.Delay(5, Token);
        }

        Assert.InRange(_budget.Taken, 1_000_000, 4_000_000);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, _budget.Taken);
    }

    private static HttpRequest Request(byte[] bytes, bool isLengthKnown)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(bytes);
        request.ContentLength = isLengthKnown ? bytes.Length : null;
        return request;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(buffer.Length);
    }
}

using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Biplane.DataPlane.Answers;

/// <summary>
/// The body of a streamed answer. The first part stays in memory, so that a query that fails early still gets a clean error and small
/// answers get headers that depend on their last row; then bytes flow to the client as they come, compressed if it asked for that.
/// </summary>
internal sealed class AnswerBody : IBufferWriter<byte>, IAsyncDisposable
{
    /// <summary>So many bytes are passed on at a time: each time costs a change of threads.</summary>
    public const int FlushAfterBytes = 512 * 1024;

    private const int StartAfterBytes = 512 * 1024;
    private const int CompressAboveBytes = 1024;

    // Less at a time is a block of the server's pool, which is small.
    private const int LeastDirect = 60 * 1024;

    private readonly HttpContext _context;
    private readonly AnswerBuffer _pending = new(16 * 1024);
    private readonly SpooledAnswer? _spool;
    private readonly bool _isPacked;
    private Stream? _output;

    // Where bytes go once they flow and nothing changes them any more: gathered first, they would be copied once more.
    private PipeWriter? _direct;
    private int _unflushed;

    private AnswerBody(HttpContext context, SpooledAnswer? spool, bool isPacked)
    {
        _context = context;
        _spool = spool;
        _isPacked = isPacked;
    }

    /// <summary>Whether bytes are on their way, so that headers cannot change any more.</summary>
    public bool HasStarted => _output is not null;

    /// <summary>A body that flows as soon as it is large.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isPacked">Its bytes are compressed already, so that doing it again would only cost time.</param>
    public static AnswerBody Flowing(HttpContext context, bool isPacked = false) => new(context, spool: null, isPacked);

    /// <summary>A body that is held back until it is complete, because a header needs its end.</summary>
    public static AnswerBody Held(HttpContext context, AnswerSpool spool, bool isPacked) => new(context, spool.Open(), isPacked);

    public void Advance(int count)
    {
        if (_direct is null)
        {
            _pending.Advance(count);
            return;
        }

        _direct.Advance(count);
        _unflushed += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _direct is null ? _pending.GetMemory(sizeHint) : _direct.GetMemory(Math.Max(sizeHint, LeastDirect));

    public Span<byte> GetSpan(int sizeHint = 0) => _direct is null ? _pending.GetSpan(sizeHint) : _direct.GetSpan(Math.Max(sizeHint, LeastDirect));

    /// <summary>Call it after each row: passes bytes on when there are enough.</summary>
    public ValueTask RowWrittenAsync(CancellationToken cancellationToken) =>
        _pending.Length + _unflushed >= (_spool is null && !HasStarted ? StartAfterBytes : FlushAfterBytes) ? PassOnAsync(cancellationToken) : ValueTask.CompletedTask;

    /// <summary>Sends the rest. Set headers before, where <see cref="HasStarted"/> allows.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_spool is not null)
        {
            await PassOnAsync(cancellationToken);
            Start(_spool.Length);
            await _spool.SendAsync(_output!, cancellationToken);
        }
        else
        {
            Start(HasStarted ? null : _pending.Length);
            await _output!.WriteAsync(_pending.Written, cancellationToken);
        }

        _pending.Clear();
        if (_output is GZipStream)
        {
            await _output.DisposeAsync();
        }

        await _context.Response.Body.FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _pending.Dispose();
        if (_spool is not null)
        {
            await _spool.DisposeAsync();
        }
    }

    private static bool AcceptsGzip(StringValues header)
    {
        if (!StringWithQualityHeaderValue.TryParseList(header, out var accepted))
        {
            return false;
        }

        foreach (var coding in accepted)
        {
            if (coding.Quality != 0 && coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        if (_direct is not null)
        {
            _unflushed = 0;
            await _direct.FlushAsync(cancellationToken);
            return;
        }

        if (_spool is not null)
        {
            await _spool.WriteAsync(_pending.Written, cancellationToken);
            _pending.Clear();
            return;
        }

        Start(length: null);
        await _output!.WriteAsync(_pending.Written, cancellationToken);
        _pending.Clear();
        _direct = _output is GZipStream ? null : _context.Response.BodyWriter;
    }

    private void Start(long? length)
    {
        if (HasStarted)
        {
            return;
        }

        var response = _context.Response;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!_isPacked && length is null or > CompressAboveBytes && AcceptsGzip(_context.Request.Headers.AcceptEncoding))
        {
            response.Headers.ContentEncoding = "gzip";
            _output = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        }
        else
        {
            response.ContentLength = length;
            _output = response.Body;
        }
    }
}

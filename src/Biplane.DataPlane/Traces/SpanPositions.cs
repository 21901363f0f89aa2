using System.IO.Hashing;

namespace Biplane.DataPlane.Traces;

/// <summary>Which place in an answer a span id has. Ids are kept as hashes of 128 bits: 32 bytes for each span, however long its id.</summary>
internal sealed class SpanPositions
{
    private readonly Dictionary<UInt128, int> _positions = [];

    /// <summary>Notes the next span. Of two spans with one id the first one counts.</summary>
    public void Add(ReadOnlySpan<byte> spanId, int position) => _positions.TryAdd(XxHash128.HashToUInt128(spanId), position);

    /// <summary>The place of a span that has come already.</summary>
    public int? Find(ReadOnlySpan<byte> spanId) => _positions.TryGetValue(XxHash128.HashToUInt128(spanId), out var position) ? position : null;
}

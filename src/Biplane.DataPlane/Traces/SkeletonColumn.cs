namespace Biplane.DataPlane.Traces;

/// <summary>The columns of <see cref="TracePlans.Skeleton"/>, in their order.</summary>
internal enum SkeletonColumn
{
    Id,
    SpanId,
    Parent,
    Name,
    Type,
    Start,
    End,
    Tokens,
    Cost,
    InputBytes,
    OutputBytes,
    ExpectedBytes,
    ErrorBytes,
    MetadataBytes,
    Scores,
}

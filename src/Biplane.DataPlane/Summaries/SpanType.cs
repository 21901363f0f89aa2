namespace Biplane.DataPlane.Summaries;

/// <summary>The types of spans that summaries tell apart (<c>span_attributes.type</c>).</summary>
internal enum SpanType
{
    Other,
    Eval,
    Task,
    Llm,
    Tool,
    Score,
}

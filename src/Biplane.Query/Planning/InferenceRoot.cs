using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Planning;

/// <summary>A value whose fields are asked for.</summary>
/// <param name="Path">Its column and the steps below it.</param>
/// <param name="Value">The value, as JSON, over rows.</param>
public sealed record InferenceRoot(EquatableList<string> Path, BoundExpression Value);

using Biplane.Query.Planning.Expressions;

namespace Biplane.Query.Planning;

/// <summary>Multiplies each row by the members of an object (name and value) or the elements of an array (value only).</summary>
/// <param name="Source">A JSON value, over rows (and earlier unpivots).</param>
/// <param name="IsObject">Members of an object, else elements of an array.</param>
public sealed record Unpivot(BoundExpression Source, bool IsObject);

using Biplane.Model;

namespace Biplane.Query.Sources;

/// <summary>Objects that a query reads and does not give the ids of.</summary>
/// <param name="Lookup">How they are meant.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Argument">A name or id; empty for <see cref="SourceLookup.Everywhere"/>.</param>
public sealed record SourceReference(SourceLookup Lookup, ObjectKind Kind, string Argument);

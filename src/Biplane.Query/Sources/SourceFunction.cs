using Biplane.Model;

namespace Biplane.Query.Sources;

/// <summary>A source function of the language, as completion shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of the objects it reads; null where this server has no such rows.</param>
/// <param name="Arguments">What its arguments are.</param>
/// <param name="Signature">The form of a call, for people.</param>
/// <param name="Description">One sentence.</param>
public sealed record SourceFunction(string Name, ObjectKind? Kind, SourceArguments Arguments, string Signature, string Description);

using Biplane.Model;
using Biplane.Model.Rows;

namespace Biplane.DataPlane.Rows;

/// <summary>The part of a cross-object insert that concerns one object.</summary>
/// <param name="Object">The object.</param>
/// <param name="Events">Rows to insert.</param>
/// <param name="Feedback">Rows that feedback items became.</param>
internal sealed record CrossInsertPart(ObjectRef Object, IReadOnlyList<EventRow> Events, IReadOnlyList<EventRow> Feedback);

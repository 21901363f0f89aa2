using Biplane.Model.Transactions;

namespace Biplane.DataPlane.Answers;

/// <summary>Where an answer ended.</summary>
/// <param name="Count">How many rows it has.</param>
/// <param name="Place">The place of the last row, from which the next page goes on; null when there is no row or no order by place.</param>
internal readonly record struct RowAnswerEnd(long Count, PaginationKey? Place);

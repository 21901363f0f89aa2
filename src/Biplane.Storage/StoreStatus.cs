namespace Biplane.Storage;

/// <summary>Figures of a store at one moment.</summary>
/// <param name="IsReadOnly">The disk refused a write and has not recovered yet.</param>
/// <param name="HotRows">Row versions not settled yet.</param>
/// <param name="SettledRows">Rows in sealed segments, replaced ones included.</param>
/// <param name="Segments">Sealed segments.</param>
/// <param name="QueuedRequests">Writes waiting for the writer.</param>
/// <param name="Commits">Commits since the start.</param>
/// <param name="CommittedRows">Row versions written by them.</param>
/// <param name="SettlingFault">The kind of fault with which settling or merging failed last, null when its last round went well. Nothing is lost meanwhile.</param>
/// <param name="RowsWithoutWordFilter">Settled rows that a search has to read because their word filter is not built yet.</param>
/// <param name="RowsWithoutCopies">Rows of merged segments that are read from columns because their copies are not built yet.</param>
/// <param name="RunningQueries">Queries that run now.</param>
/// <param name="WaitingQueries">Queries that wait for their turn.</param>
public sealed record StoreStatus(
    bool IsReadOnly,
    long HotRows,
    long SettledRows,
    int Segments,
    int QueuedRequests,
    long Commits,
    long CommittedRows,
    string? SettlingFault,
    long RowsWithoutWordFilter,
    long RowsWithoutCopies,
    int RunningQueries,
    int WaitingQueries);

namespace Biplane.Model.Rows;

/// <summary>Names at the top level of a row: first the fields of <see cref="EventField"/> with the same numbers, then control fields.</summary>
internal enum EventFieldName
{
    FirstControl = EventFields.Count,
    Id = FirstControl,
    SpanId,
    RootSpanId,
    Created,
    ProjectId,
    ExperimentId,
    DatasetId,
    PromptSessionId,
    LogId,
    OrganizationId,
    IsRoot,
    IsMerge,
    MergePaths,
    ArrayDelete,
    ObjectDelete,
    AuditSource,
    AuditMetadata,
    Comment,
    Comments,
    AuditData,
    TransactionId,
    PaginationKey,
    Other,
}

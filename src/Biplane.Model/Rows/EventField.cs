namespace Biplane.Model.Rows;

/// <summary>
/// The fields of a row that are kept as JSON text, each in a column of its own. Everything else a client sends goes to the
/// row's <c>extra</c> object. The order is the order of the columns in storage files: append only.
/// </summary>
public enum EventField
{
    Input,
    Output,
    Expected,
    Error,
    Scores,
    Metadata,
    Metrics,
    Tags,
    SpanAttributes,
    SpanParents,
    Context,
    Origin,
    Classifications,
    Facets,
}

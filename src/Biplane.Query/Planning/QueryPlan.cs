using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;

namespace Biplane.Query.Planning;

/// <summary>
/// What a query asks for, engine-neutral: bound, typed, ready to be turned into an engine's SQL.
/// Order of work: scope and version (or <see cref="Inner"/>), <see cref="Filter"/> (which chooses rows, or traces in the other shapes),
/// <see cref="Sampling"/>, <see cref="SpanFilter"/>, roll-up of traces in the summary shape, <see cref="Unpivots"/>, <see cref="Inference"/> or
/// <see cref="Grouping"/>, <see cref="Having"/>, <see cref="Pivot"/>, sort, limit, <see cref="Output"/>.
/// </summary>
public sealed record QueryPlan
{
    /// <summary>
    /// The objects to read, at least one, all of one kind. With an <see cref="Inner"/> query they are that one's: a plan names every object
    /// that any part of it reads, so that one check of them is a check of all.
    /// </summary>
    public required EquatableList<ObjectRef> Sources { get; init; }

    /// <summary>The kind of the objects.</summary>
    public ObjectKind Kind => Sources[0].Kind;

    /// <summary>The query whose answer is read instead of rows; its columns are <see cref="BoundInner"/>.</summary>
    public QueryPlan? Inner { get; init; }

    /// <summary>What one row is.</summary>
    public QueryShape Shape { get; init; }

    /// <summary>
    /// The condition over spans; null keeps all. In the traces and summary shapes a trace is chosen when one of its spans satisfies the
    /// whole condition, and <see cref="BoundAnySpan"/> terms speak of that span's trace. In the spans shape it may use columns of
    /// <see cref="Unpivots"/>.
    /// </summary>
    public BoundExpression? Filter { get; init; }

    /// <summary>Which spans of the chosen traces to look at; null for all.</summary>
    public BoundExpression? SpanFilter { get; init; }

    /// <summary>A random choice among the rows or traces that pass the filter.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>Multiplications of rows, in order.</summary>
    public EquatableList<Unpivot> Unpivots { get; init; } = [];

    /// <summary>The grouping, if rows are aggregated.</summary>
    public Grouping? Grouping { get; init; }

    /// <summary>Turns groups into columns; needs a <see cref="Grouping"/>.</summary>
    public Pivot? Pivot { get; init; }

    /// <summary>Asks for fields instead of rows; then <see cref="Output"/> has no expressions.</summary>
    public Inference? Inference { get; init; }

    /// <summary>The condition over groups (or, without grouping, over output rows).</summary>
    public BoundExpression? Having { get; init; }

    /// <summary>The columns of the answer and how to compute them.</summary>
    public required EquatableList<OutputColumn> Output { get; init; }

    /// <summary>What to order by; empty means by place in the scan (<see cref="IsDescending"/>) or, when grouped, in no order.</summary>
    public EquatableList<SortKey> Sort { get; init; } = [];

    /// <summary>
    /// The direction of the scan: newest place first (the default) or oldest first. A row's place is its pagination key; a trace's place is
    /// the largest (in an ascending scan the smallest) pagination key among its spans that satisfy the filter.
    /// </summary>
    public bool IsDescending { get; init; } = true;

    /// <summary>How many rows, traces (traces and summary shapes without grouping) or groups at most; null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>Only what comes after this place in the direction of the scan.</summary>
    public PaginationKey? Cursor { get; init; }

    /// <summary>Rows as of this transaction; null for now.</summary>
    public TransactionId? Version { get; init; }

    /// <summary>Every stored version of the rows instead of the current ones.</summary>
    public bool AuditLog { get; init; }

    /// <summary>Longest text of preview columns in characters; null for whole values.</summary>
    public int? PreviewLength { get; init; }

    /// <summary>Nobody waits for the answer: queries that somebody waits for go first. It changes nothing of the answer.</summary>
    public bool IsBackground { get; init; }

    /// <summary>The columns of the answer, in order; a hidden one, if any, is the last. Those of a <see cref="Pivot"/> are not among them.</summary>
    public IReadOnlyList<ResultColumn> Columns => [.. Output.Select(o => o.Column)];

    /// <summary>
    /// Whether the answer is a walk over the rows in the order of their places, so that an engine may stop early and the answer has a cursor.
    /// The last column is then the hidden place (<see cref="ResultColumn.IsHidden"/>).
    /// </summary>
    public bool IsPaged => Grouping is null && Having is null && Sort.Count == 0 && Unpivots.Count == 0 && Inner is null && Sampling is null && Inference is null;
}

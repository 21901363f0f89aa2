using System.Text;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Copies;

/// <summary>An answer whose columns are those of the rows, whole or as previews: it can be made of row copies without a statement.</summary>
internal sealed class CopyProjection
{
    private static readonly int Extra = CopyFormat.IndexOf(EventColumns.ExtraStorageName);

    private readonly bool _readsExtraMembers;

    private CopyProjection(List<CopyColumn> columns)
    {
        Columns = columns;
        _readsExtraMembers = columns.Exists(column => column.Source == CopySource.Extra);
    }

    public IReadOnlyList<CopyColumn> Columns { get; }

    /// <summary>The projection of a row scan; null when some column is computed.</summary>
    public static CopyProjection? Of(QueryPlan plan)
    {
        var columns = new List<CopyColumn>();
        foreach (var output in plan.Output)
        {
            if (Column(plan, output) is not { } column)
            {
                return null;
            }

            columns.Add(column);
        }

        return new CopyProjection(columns);
    }

    /// <summary>Whether the columns of a row follow from its copy.</summary>
    public bool Serves(RowCopy row) => !_readsExtraMembers || (row.IsNull(Extra) && row.Blob(EventColumns.ExtraStorageName) is null);

    private static CopyColumn? Column(QueryPlan plan, OutputColumn output)
    {
        if (output.Column.IsHidden)
        {
            return Stored("pagination_key");
        }

        if (output.Value is null)
        {
            return Stored(EventColumns.ExtraStorageName);
        }

        var column = output.Value is BoundColumn bound ? Column(plan, bound.Column) : null;
        return output.IsPreview ? column is { } cut ? cut with { Preview = plan.PreviewLength } : null : column;
    }

    private static CopyColumn? Column(QueryPlan plan, EventColumn column) => column switch
    {
        { IsInExtra: true } => new CopyColumn(CopySource.Extra),
        { Name: "audit_data" } => new CopyColumn(CopySource.Audit),
        { Name: "log_id" } => new CopyColumn(CopySource.Constant, Text: Encoding.UTF8.GetBytes(StorageColumns.LogId(plan.Kind))),
        _ => Stored(column.StorageName),
    };

    private static CopyColumn Stored(string name) => new(CopySource.Stored, CopyFormat.IndexOf(name));
}

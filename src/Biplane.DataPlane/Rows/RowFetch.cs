using Biplane.DataPlane.Access;
using Biplane.DataPlane.Answers;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Storage;

namespace Biplane.DataPlane.Rows;

/// <summary>
/// Reads an object's rows trace by trace, newest first. Traces are in the order of their newest row's place, so pages neither repeat nor
/// miss a trace while rows are added; only a trace that grows between two pages may show again.
/// </summary>
internal sealed class RowFetch(IRowStore store, IObjectAccess access, VersionRule versions)
{
    private const long DefaultLimit = 1_000;
    private const long MaxLimit = 100_000;

    public async Task<RowCursor> OpenAsync(Caller caller, ObjectRef source, FetchRequest request, CancellationToken cancellationToken)
    {
        await access.RequireAsync(caller, source, Permission.Read, cancellationToken);
        var plan = RowPlans.AllColumns(source) with
        {
            Shape = QueryShape.Traces,
            Limit = LimitOf(request),
            Version = versions.Resolve(source.Kind, request.Version),
            Cursor = await PlaceAsync(source, request, cancellationToken),
        };
        return await store.QueryAsync(plan, cancellationToken);
    }

    private static long LimitOf(FetchRequest request) => request.Limit switch
    {
        null => DefaultLimit,
        < 0 => throw ApiException.BadRequest(ErrorCodes.BadRequest, "limit must not be negative."),
        { } limit => Math.Min(limit, MaxLimit),
    };

    private async Task<PaginationKey?> PlaceAsync(ObjectRef source, FetchRequest request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Cursor))
        {
            return PaginationKey.TryParseCursor(request.Cursor, out var place)
                ? place
                : throw ApiException.BadRequest(ErrorCodes.BadRequest, "cursor is not one that this server gave out.");
        }

        if (string.IsNullOrEmpty(request.MaxXactId))
        {
            return null;
        }

        if (!TransactionId.TryParse(request.MaxXactId, out var transaction))
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "max_xact_id is not a transaction id.");
        }

        return (request.MaxRootSpanId is { Length: > 0 } trace ? await PlaceOfTraceAsync(source, trace, cancellationToken) : null)
            ?? PaginationKey.From(transaction, 0);
    }

    // The older way of paging names the last trace that was read; its place is where the next page begins.
    private async Task<PaginationKey?> PlaceOfTraceAsync(ObjectRef source, string rootSpanId, CancellationToken cancellationToken)
    {
        var plan = RowPlans.Columns(source, "_pagination_key") with
        {
            Filter = RowPlans.Equal("root_span_id", BoundConstant.Of(rootSpanId)),
            Limit = 1,
        };
        await using var rows = await store.QueryAsync(plan, cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? new PaginationKey(rows.GetUInt64(0)) : null;
    }
}

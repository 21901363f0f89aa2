using Biplane.DataPlane.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Query;
using Biplane.Query.Diagnostics;
using Biplane.Query.Linting;
using Biplane.Query.Planning;
using Biplane.Storage;

namespace Biplane.DataPlane.Query;

/// <summary>Compiles queries and runs them. Invariant: no plan runs before each of its objects was found readable for the caller.</summary>
internal sealed class BtqlService(IRowStore store, IObjectAccess access, SourceResolver sources)
{
    /// <exception cref="ApiException">400 with the findings, or 403.</exception>
    public async ValueTask<CompiledQuery> CompileAsync(Caller caller, BtqlRequest request, CancellationToken cancellationToken)
    {
        var compiled = await CompileAsync(caller, request.Organization, request.Query, QueryPipeline.Parse(request.Query), cancellationToken);
        if (compiled.Plan is not { } plan)
        {
            throw ApiException.BadRequest(ErrorCodes.QueryInvalid, string.Join('\n', compiled.Errors.Select(e => e.Describe(request.Text))));
        }

        // A plan's sources are all that any part of it reads, sub-queries too: this loop is the only gate, and there is no way around it.
        foreach (var source in plan.Sources)
        {
            await access.RequireAsync(caller, source, Permission.Read, cancellationToken);
        }

        var lint = QueryLint.Check(plan);
        return request.IsStrict && lint.Count > 0 ? throw Blocked(lint) : new CompiledQuery(plan, [.. compiled.Warnings, .. lint]);
    }

    /// <summary>What there is to say about a query, without running it. It tells nothing of objects but whether a name is known.</summary>
    public async ValueTask<IReadOnlyList<Diagnostic>> FindingsAsync(
        Caller caller, string? organization, QueryRequest request, ParsedQuery parsed, CancellationToken cancellationToken) =>
        (await CompileAsync(caller, organization, request, parsed, cancellationToken)).Diagnostics;

    private async ValueTask<QueryCompilation> CompileAsync(
        Caller caller, string? organization, QueryRequest request, ParsedQuery parsed, CancellationToken cancellationToken)
    {
        var references = parsed.References;
        var query = references.Count == 0 || parsed.HasErrors
            ? request
            : request with { Objects = await sources.ResolveAsync(caller, organization, references, cancellationToken) };
        return QueryPipeline.Compile(query, parsed);
    }

    // The command-line client looks for the first line and shows the ones below it.
    private static ApiException Blocked(IReadOnlyList<Diagnostic> lint) => ApiException.BadRequest(
        ErrorCodes.QueryInvalid,
        string.Join(
            '\n',
            lint.Select(finding => $"{finding.Code} ({finding.Stage.WireName()}/warning): {finding.Describe(text: null)}")
                .Prepend($"Query blocked by strict lint mode due to {lint.Count} {(lint.Count == 1 ? "lint" : "lints")}:")));

    public Task<RowCursor> RunAsync(QueryPlan plan, CancellationToken cancellationToken) => store.QueryAsync(plan, cancellationToken);
}

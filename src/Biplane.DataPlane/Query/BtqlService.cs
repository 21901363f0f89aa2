using Biplane.DataPlane.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Query;
using Biplane.Query.Diagnostics;
using Biplane.Query.Linting;
using Biplane.Query.Planning;
using Biplane.Query.Sources;
using Biplane.Storage;

namespace Biplane.DataPlane.Query;

/// <summary>Compiles queries and runs them. Invariant: no plan runs before each of its objects was found readable for the caller.</summary>
internal sealed class BtqlService(IRowStore store, IObjectAccess access, SourceResolver sources)
{
    /// <exception cref="ApiException">400 with the findings, or 403.</exception>
    public async ValueTask<CompiledQuery> CompileAsync(Caller caller, BtqlRequest request, CancellationToken cancellationToken)
    {
        var parsed = QueryPipeline.Parse(request.Query);
        var named = await NamedAsync(caller, request.Organization, parsed, cancellationToken);
        var compiled = QueryPipeline.Compile(request.Query with { Objects = named }, parsed);
        if (compiled.Plan is not { } plan)
        {
            throw ApiException.BadRequest(ErrorCodes.QueryInvalid, string.Join('\n', compiled.Errors.Select(e => e.Describe(request.Text))));
        }

        // A plan's sources are all that any part of it reads, sub-queries too: this loop is the only gate, and there is no way around it.
        var objects = new List<ObjectInfo>();
        foreach (var source in plan.Sources)
        {
            objects.Add(await access.RequireAsync(caller, source, Permission.Read, cancellationToken));
        }

        var lint = QueryLint.Check(plan);
        return request.IsStrict && lint.Count > 0 ? throw Blocked(lint) : new CompiledQuery(plan, [.. compiled.Warnings, .. lint], objects, named);
    }

    /// <summary>What there is to say about a query, without running it. It tells nothing of objects but whether a name is known.</summary>
    public async ValueTask<IReadOnlyList<Diagnostic>> FindingsAsync(
        Caller caller, string? organization, QueryRequest request, ParsedQuery parsed, CancellationToken cancellationToken) =>
        QueryPipeline.Compile(request with { Objects = await NamedAsync(caller, organization, parsed, cancellationToken) }, parsed).Diagnostics;

    private async ValueTask<IReadOnlyDictionary<SourceReference, IReadOnlyList<Guid>>> NamedAsync(
        Caller caller, string? organization, ParsedQuery parsed, CancellationToken cancellationToken) =>
        !parsed.HasErrors && parsed.References is { Count: > 0 } references
            ? await sources.ResolveAsync(caller, organization, references, cancellationToken)
            : new Dictionary<SourceReference, IReadOnlyList<Guid>>();

    // The command-line client looks for the first line and shows the ones below it.
    private static ApiException Blocked(IReadOnlyList<Diagnostic> lint) => ApiException.BadRequest(
        ErrorCodes.QueryInvalid,
        string.Join(
            '\n',
            lint.Select(finding => $"{finding.Code} ({finding.Stage.WireName()}/warning): {finding.Describe(text: null)}")
                .Prepend($"Query blocked by strict lint mode due to {lint.Count} {(lint.Count == 1 ? "lint" : "lints")}:")));

    public Task<RowCursor> RunAsync(QueryPlan plan, CancellationToken cancellationToken) => store.QueryAsync(plan, cancellationToken);
}

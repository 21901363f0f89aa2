using System.Text.Json.Nodes;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>A row on its way through a plan.</summary>
/// <param name="Row">The stored row; empty for rows of an inner query.</param>
/// <param name="Place">Its place in the scan: small is first.</param>
internal sealed record ReferenceItem(JsonObject Row, long Place)
{
    /// <summary>The columns of the inner query's row.</summary>
    public IReadOnlyList<object?> Inner { get; init; } = [];

    /// <summary>What unpivots made, in their order.</summary>
    public IReadOnlyList<(string? Name, JsonNode? Value)> Unpivoted { get; init; } = [];

    public object? Evaluate(BoundExpression expression) => ReferenceEvaluator.Evaluate(
        ReferenceValue.Fill(expression, node => node switch
        {
            BoundInner inner => new ReferenceValue(Inner[inner.Index], inner.Type),
            BoundUnpivoted { IsName: true } name => new ReferenceValue(Unpivoted[name.Index].Name, name.Type),
            BoundUnpivoted value => new ReferenceValue(Unpivoted[value.Index].Value, value.Type),
            _ => null,
        }),
        Row);
}

using System.Text.Json;
using Biplane.Model;
using Biplane.Query.Sources;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>
/// What a background query may read: what was found readable when it was asked. Names in it mean what they meant then.
/// </summary>
/// <param name="Sources">The objects.</param>
/// <param name="Named">The ids of those that the query does not give.</param>
internal sealed record AsyncQueryScope(IReadOnlyList<ObjectRef> Sources, IReadOnlyList<AsyncQueryScope.NamedObjects> Named)
{
    public static AsyncQueryScope Of(IEnumerable<ObjectRef> sources, IReadOnlyDictionary<SourceReference, IReadOnlyList<Guid>> named) =>
        new([.. sources], [.. named.Select(n => new NamedObjects(n.Key, n.Value))]);

    public static AsyncQueryScope Parse(string json) =>
        JsonSerializer.Deserialize(json, AsyncQueryJson.Default.AsyncQueryScope) ?? throw new InvalidDataException("A background query has no scope.");

    public string ToJson() => JsonSerializer.Serialize(this, AsyncQueryJson.Default.AsyncQueryScope);

    public IReadOnlyDictionary<SourceReference, IReadOnlyList<Guid>> Objects() => Named.ToDictionary(n => n.Reference, n => n.Ids);

    /// <summary>The objects that a reference stood for.</summary>
    internal sealed record NamedObjects(SourceReference Reference, IReadOnlyList<Guid> Ids);
}

using ArchUnitNET.Loader;

namespace Biplane.Architecture.Tests.Borders;

/// <summary>Which type uses which, read from the compiled assemblies. A type within a type counts as the outer one.</summary>
internal static class Dependencies
{
    private static readonly Lazy<IReadOnlyList<(string Source, string Target)>> Loaded = new(Load);

    public static IReadOnlyList<(string Source, string Target)> All => Loaded.Value;

    /// <summary>The uses that break a rule, as readable lines.</summary>
    public static IReadOnlyList<string> Where(Func<string, bool> source, Func<string, bool> target) =>
        [.. All.Where(d => source(d.Source) && target(d.Target)).Select(d => $"{d.Source} uses {d.Target}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A cycle among the folders right below a namespace, as a readable line; null when there is none.</summary>
    /// <param name="uses">The uses.</param>
    /// <param name="root">The namespace.</param>
    public static string? Cycle(IEnumerable<(string Source, string Target)> uses, string root)
    {
        var edges = SliceUses(uses, root)
            .ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);
        foreach (var start in edges.Select(e => e.Key).Order(StringComparer.Ordinal))
        {
            if (PathBack(edges, start, start, []) is { } path)
            {
                return string.Join(" -> ", path.Prepend(start));
            }
        }

        return null;
    }

    /// <summary>Which slice uses which.</summary>
    public static IEnumerable<(string From, string To)> SliceUses(IEnumerable<(string Source, string Target)> uses, string root) =>
        from use in uses
        let source = Slice(use.Source, root)
        let target = Slice(use.Target, root)
        where source is not null && target is not null && source != target
        select (source, target);

    private static IEnumerable<string>? PathBack(ILookup<string, string> edges, string at, string goal, HashSet<string> seen)
    {
        foreach (var next in edges[at].Distinct(StringComparer.Ordinal))
        {
            if (next == goal)
            {
                return [next];
            }

            if (seen.Add(next) && PathBack(edges, next, goal, seen) is { } rest)
            {
                return rest.Prepend(next);
            }
        }

        return null;
    }

    // Types right in the root namespace put slices together; they are no slice.
    private static string? Slice(string type, string root)
    {
        if (!type.StartsWith(root + ".", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = type[(root.Length + 1)..];
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : rest[..dot];
    }

    private static IReadOnlyList<(string Source, string Target)> Load()
    {
        var architecture = new ArchLoader()
            .LoadAssemblies(
                typeof(Model.ObjectKind).Assembly,
                typeof(Query.QueryPipeline).Assembly,
                typeof(Storage.IRowStore).Assembly,
                typeof(Contracts.Planes.PlaneUrl).Assembly,
                typeof(Hosting.PlaneHosting).Assembly,
                typeof(DataPlane.DataPlaneHost).Assembly,
                typeof(ControlPlane.ControlPlaneHost).Assembly,
                typeof(Dependencies).Assembly)
            .Build();
        return [.. architecture.Types.SelectMany(type => type.Dependencies.Select(d => (Source: Outer(type.FullName), Target: Outer(d.Target.FullName)))).Where(d => d.Source != d.Target).Distinct()];
    }

    private static string Outer(string name)
    {
        var end = name.AsSpan().IndexOfAny("+/<`[");
        return end < 0 ? name : name[..end];
    }
}

namespace Biplane.Storage.DuckDb.Search;

/// <summary>What a row's words must be for a filter to be true. It only narrows.</summary>
internal abstract record WordCondition
{
    /// <summary>Whether a block may have such rows.</summary>
    public abstract bool MayMatch(WordFilter filter, int block);

    /// <summary>The condition as far as this filter can tell; null when it rules nothing out.</summary>
    public virtual WordCondition? For(WordFilter filter) => this;

    /// <summary>All of the conditions that are known; null when none is.</summary>
    public static WordCondition? AllOf(IEnumerable<WordCondition?> terms)
    {
        var known = terms.OfType<WordCondition>().ToList();
        return known.Count switch { 0 => null, 1 => known[0], _ => new And(known) };
    }

    /// <summary>One of the conditions; null when one of them is not known.</summary>
    public static WordCondition? AnyOf(IEnumerable<WordCondition?> terms)
    {
        var all = terms.ToList();
        var known = all.OfType<WordCondition>().ToList();
        return known.Count < all.Count || known.Count == 0 ? null : known.Count == 1 ? known[0] : new Or(known);
    }

    /// <summary>A row has all of these words and pairs.</summary>
    public sealed record All(IReadOnlyList<ulong> Hashes) : WordCondition
    {
        public override bool MayMatch(WordFilter filter, int block) => filter.MayContain(block, Hashes);
    }

    /// <summary>All conditions hold.</summary>
    public sealed record And(IReadOnlyList<WordCondition> Terms) : WordCondition
    {
        public override bool MayMatch(WordFilter filter, int block) => Terms.All(term => term.MayMatch(filter, block));

        public override WordCondition? For(WordFilter filter) => AllOf(Terms.Select(term => term.For(filter)));
    }

    /// <summary>Some condition holds.</summary>
    public sealed record Or(IReadOnlyList<WordCondition> Terms) : WordCondition
    {
        public override bool MayMatch(WordFilter filter, int block) => Terms.Any(term => term.MayMatch(filter, block));

        public override WordCondition? For(WordFilter filter) => AnyOf(Terms.Select(term => term.For(filter)));
    }

    /// <summary>A row has a word with this fragment.</summary>
    /// <param name="Text">As <see cref="WordFilter.WordsWith"/> takes it.</param>
    public sealed record Fragment(string Text) : WordCondition
    {
        // Only what the filter's own list makes of it can be looked up.
        public override bool MayMatch(WordFilter filter, int block) => true;

        public override WordCondition? For(WordFilter filter) =>
            filter.WordsWith(Text) is { } words ? new OneOf([.. words.Select(WordHashes.OfWord)]) : null;
    }

    /// <summary>A row has one of these words, or one that is too long for the list.</summary>
    public sealed record OneOf(IReadOnlyList<ulong> Hashes) : WordCondition
    {
        public override bool MayMatch(WordFilter filter, int block) => filter.HasLongWords(block) || Hashes.Any(hash => filter.MayContain(block, [hash]));
    }
}

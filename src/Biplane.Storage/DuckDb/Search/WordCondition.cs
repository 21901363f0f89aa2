namespace Biplane.Storage.DuckDb.Search;

/// <summary>What a row's words must be for a filter to be true. It only narrows.</summary>
internal abstract record WordCondition
{
    /// <summary>The parts of a block that may have such rows, a bit for each.</summary>
    public abstract uint Parts(WordFilter filter, int block);

    /// <summary>The condition as far as this filter can tell; null when it rules nothing out.</summary>
    public virtual WordCondition? For(WordFilter filter) => this;

    /// <summary>All of the conditions that are known; null when none is.</summary>
    public static WordCondition? AllOf(IEnumerable<WordCondition?> terms)
    {
        var known = terms.OfType<WordCondition>().Distinct().ToList();
        return known.Count switch { 0 => null, 1 => known[0], _ => new And(known) };
    }

    /// <summary>One of the conditions; null when one of them is not known.</summary>
    public static WordCondition? AnyOf(IEnumerable<WordCondition?> terms)
    {
        // A search for words asks for the same ones in each field.
        var all = terms.Distinct().ToList();
        return all.Count == 0 || all.Contains(null) ? null : all.Count == 1 ? all[0] : new Or([.. all.OfType<WordCondition>()]);
    }

    /// <summary>A row has all of these words and pairs.</summary>
    public sealed record All(IReadOnlyList<ulong> Hashes) : WordCondition
    {
        public override uint Parts(WordFilter filter, int block) => filter.Parts(block, Hashes);

        public bool Equals(All? other) => other is not null && Hashes.SequenceEqual(other.Hashes);

        public override int GetHashCode() => HashCode.Combine(Hashes.Count, Hashes[0]);
    }

    /// <summary>All conditions hold.</summary>
    public sealed record And(IReadOnlyList<WordCondition> Terms) : WordCondition
    {
        public override uint Parts(WordFilter filter, int block)
        {
            var parts = WordFilter.AllParts;
            for (var i = 0; parts != 0 && i < Terms.Count; i++)
            {
                parts &= Terms[i].Parts(filter, block);
            }

            return parts;
        }

        public override WordCondition? For(WordFilter filter) => AllOf(Terms.Select(term => term.For(filter)));
    }

    /// <summary>Some condition holds.</summary>
    public sealed record Or(IReadOnlyList<WordCondition> Terms) : WordCondition
    {
        public override uint Parts(WordFilter filter, int block)
        {
            var parts = 0U;
            for (var i = 0; parts != WordFilter.AllParts && i < Terms.Count; i++)
            {
                parts |= Terms[i].Parts(filter, block);
            }

            return parts;
        }

        public override WordCondition? For(WordFilter filter) => AnyOf(Terms.Select(term => term.For(filter)));
    }

    /// <summary>A row has a word with this fragment.</summary>
    /// <param name="Text">As <see cref="WordFilter.WordsWith"/> takes it.</param>
    public sealed record Fragment(string Text) : WordCondition
    {
        // Only what the filter's own list makes of it can be looked up.
        public override uint Parts(WordFilter filter, int block) => WordFilter.AllParts;

        public override WordCondition? For(WordFilter filter) =>
            filter.WordsWith(Text) is { } words ? new OneOf([.. words.Select(WordHashes.OfWord)]) : null;
    }

    /// <summary>A row has one of these words, or one that is too long for the list.</summary>
    public sealed record OneOf(IReadOnlyList<ulong> Hashes) : WordCondition
    {
        public override uint Parts(WordFilter filter, int block) =>
            filter.HasLongWords(block) ? WordFilter.AllParts : Hashes.Aggregate(0U, (parts, hash) => parts | filter.Parts(block, [hash]));
    }
}

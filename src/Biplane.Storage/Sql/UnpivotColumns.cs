using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>The columns that an unpivot makes.</summary>
internal sealed class UnpivotColumns(int index)
{
    /// <summary>What is taken apart.</summary>
    public string List { get; } = Names.UnpivotList(index);

    /// <summary>The place of a member or element in it.</summary>
    public string Order { get; } = Names.UnpivotOrder(index);

    /// <summary>The member's name.</summary>
    public string Name { get; } = Names.Unpivoted(new BoundUnpivoted(index, IsName: true));

    /// <summary>The member's or element's value.</summary>
    public string Value { get; } = Names.Unpivoted(new BoundUnpivoted(index, IsName: false));
}

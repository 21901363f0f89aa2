namespace Biplane.Storage.Sql;

/// <summary>The traces of a page as the engine has chosen them.</summary>
/// <param name="Places">A relation of <c>root_key</c> and <c>_place</c>.</param>
/// <param name="Roots">A relation of all storage columns with the one span that stands for each trace, whatever the plan's span filter.</param>
internal sealed record TracePage(string Places, string Roots);

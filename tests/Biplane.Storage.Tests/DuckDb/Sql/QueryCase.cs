namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>A query and its answer, from a case file.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Query">The text; <c>{P}</c> stands for the id of the project.</param>
/// <param name="Answer">The rows as JSON, one a line, in their order; or <c>! </c> and the beginning of an error.</param>
public sealed record QueryCase(string Name, string Query, IReadOnlyList<string> Answer)
{
    /// <summary>Reads a case file: <c>== name</c>, the query, <c>=></c>, the rows.</summary>
    public static IEnumerable<QueryCase> Read(string path)
    {
        var name = string.Empty;
        var query = new List<string>();
        var answer = new List<string>();
        var current = query;
        foreach (var line in File.ReadAllLines(path).Append("== end"))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                if (name.Length > 0)
                {
                    yield return new QueryCase(name, string.Join('\n', query), [.. answer]);
                }

                name = line[3..];
                query.Clear();
                answer.Clear();
                current = query;
            }
            else if (line == "=>")
            {
                current = answer;
            }
            else if (line.Length > 0 && !line.StartsWith('#'))
            {
                current.Add(line);
            }
        }
    }

    public override string ToString() => Name;
}

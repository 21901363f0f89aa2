using System.Text.Json.Nodes;
using Biplane.Model;
using Xunit;

namespace Biplane.Storage.Tests.Conformance;

/// <summary>Random writes against a naive model of what the documents say, across commits, compaction, restarts and power cuts.</summary>
public abstract class RandomWriteConformance<TFixture> : RowStoreConformance<TFixture>
    where TFixture : IRowStoreFixture, new()
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 12).Select(i => $"row-{i}")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_writes_end_in_the_state_of_the_model(int seed)
    {
        var random = new Random(seed);
        ObjectRef[] targets = [new(ObjectKind.ProjectLogs, Guid.NewGuid()), new(ObjectKind.Dataset, Guid.NewGuid())];
        var models = targets.ToDictionary(target => target, _ => new Dictionary<string, JsonObject>());
        for (var step = 0; step < 100; step++)
        {
            var target = targets[random.Next(targets.Length)];
            var events = new List<string>();
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                var row = RandomRow(random);
                Apply(models[target], (JsonObject)row.DeepClone());
                events.Add(row.ToJsonString());
            }

            await InsertAsync(target, [.. events]);
            switch (random.Next(40))
            {
                case 0:
                    await ReopenAsync();
                    break;
                case 1:
                    await KillAsync();
                    break;
                case 2:
                    await Store.CompactAsync(Token);
                    break;
            }

            if (step % 10 == 9)
            {
                await AssertEqualAsync(models);
            }
        }

        await ThroughoutAsync(() => AssertEqualAsync(models));
    }

    private static JsonObject RandomRow(Random random)
    {
        var row = new JsonObject { ["id"] = Ids[random.Next(Ids.Length)] };
        if (random.Next(8) == 0)
        {
            row["_object_delete"] = true;
            return row;
        }

        row["_is_merge"] = random.Next(3) > 0;
        if (random.Next(2) == 0)
        {
            row["input"] = RandomValue(random, 0);
        }

        if (random.Next(2) == 0)
        {
            row["metadata"] = random.Next(5) == 0 ? null : RandomObject(random, 0);
        }

        if (random.Next(20) == 0)
        {
            row["expected"] = new string((char)('a' + random.Next(26)), 70_000);
        }

        if (random.Next(3) == 0)
        {
            row["custom"] = RandomValue(random, 0);
        }

        return row;
    }

    private static JsonNode? RandomValue(Random random, int depth) => random.Next(depth > 2 ? 3 : 5) switch
    {
        0 => random.Next(100),
        1 => "text " + random.Next(10),
        2 => null,
        3 => new JsonArray(random.Next(5), "x"),
        _ => RandomObject(random, depth + 1),
    };

    private static JsonObject RandomObject(Random random, int depth)
    {
        var value = new JsonObject();
        for (var i = random.Next(4); i > 0; i--)
        {
            value[$"k{random.Next(5)}"] = RandomValue(random, depth);
        }

        return value;
    }

    private static void Apply(Dictionary<string, JsonObject> model, JsonObject row)
    {
        var id = row["id"]!.GetValue<string>();
        if (row["_object_delete"] is not null)
        {
            model.Remove(id);
            return;
        }

        var isMerge = row["_is_merge"]!.GetValue<bool>() && model.ContainsKey(id);
        row.Remove("_is_merge");
        row.Remove("id");
        model[id] = isMerge ? Merge(model[id], row) : row;
    }

    private static JsonObject Merge(JsonObject existing, JsonObject incoming)
    {
        var merged = (JsonObject)existing.DeepClone();
        foreach (var (name, value) in incoming)
        {
            merged[name] = merged[name] is JsonObject a && value is JsonObject b ? Merge(a, b) : value?.DeepClone();
        }

        return merged;
    }

    private async Task AssertEqualAsync(Dictionary<ObjectRef, Dictionary<string, JsonObject>> models)
    {
        foreach (var (target, model) in models)
        {
            var rows = await RowsAsync(target);
            Assert.Equal(model.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
            foreach (var (id, expected) in model)
            {
                Assert.All((string[])["input", "metadata", "expected", "custom"], field => Assert.Equal(expected[field]?.ToJsonString(), rows[id][field]?.ToJsonString()));
            }
        }
    }
}

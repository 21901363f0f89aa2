using System.Text.Json;
using Biplane.EndToEnd.Tests.Testing;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Running;

/// <summary>The operator's prices are those of the answers, from the next start on and for old spans too.</summary>
public sealed class ModelPriceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_of_prices_decides_what_a_span_costs()
    {
        var file = Path.Combine(_folder.Path, "prices.json");
        await PriceAsync(file, 2);
        await using var planes = await PlanesInProcess.StartAsync(variables: new Dictionary<string, string>(StringComparer.Ordinal) { ["BIPLANE_MODEL_PRICES"] = file });
        var project = await InsertAsync(planes);

        Assert.Equal(0.002, await CostAsync(planes, project));
        await PriceAsync(file, 7);
        Assert.Equal(0.002, await CostAsync(planes, project));
        await planes.RestartAsync();
        Assert.Equal(0.007, await CostAsync(planes, project));
    }

    [Fact]
    public async Task Without_a_file_nobody_knows_what_an_own_model_costs()
    {
        await using var planes = await PlanesInProcess.StartAsync();

        Assert.Null(await CostAsync(planes, await InsertAsync(planes)));
    }

    public void Dispose() => _folder.Dispose();

    private static Task PriceAsync(string file, int input) =>
        File.WriteAllTextAsync(file, $$"""{"models":[{"name":"our-own-model","input":{{input}},"output":10}]}""", Token);

    private static async Task<string> InsertAsync(PlanesInProcess planes)
    {
        var project = (await planes.PostAsync("/v1/project", """{"name":"p"}""")).GetProperty("id").GetString()!;
        await planes.PostAsync(
            $"/v1/project_logs/{project}/insert", """{"events":[{"id":"call","metadata":{"model":"our-own-model"},"metrics":{"prompt_tokens":1000}}]}""");
        return project;
    }

    private static async Task<double?> CostAsync(PlanesInProcess planes, string project)
    {
        var answer = await planes.PostAsync("/btql", JsonSerializer.Serialize(new { query = $"SELECT estimated_cost() AS cost FROM project_logs('{project}')" }));
        var cost = answer.GetProperty("data")[0].GetProperty("cost");
        return cost.ValueKind == JsonValueKind.Null ? null : Math.Round(cost.GetDouble(), 9);
    }
}

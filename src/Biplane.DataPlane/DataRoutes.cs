using System.Security.Cryptography;
using Biplane.DataPlane.Admin;
using Biplane.DataPlane.Answers;
using Biplane.DataPlane.AsyncQueries;
using Biplane.DataPlane.Attachments;
using Biplane.DataPlane.Datasets;
using Biplane.DataPlane.Ingest;
using Biplane.DataPlane.Query;
using Biplane.DataPlane.Requests;
using Biplane.DataPlane.Rows;
using Biplane.DataPlane.Summaries;
using Biplane.DataPlane.Sweeps;
using Biplane.DataPlane.Traces;
using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Health;
using Biplane.Hosting.Keys;
using Biplane.Storage;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane;

/// <summary>Everything that reads and writes rows and files, and the stores that hold them. Who may do what comes from elsewhere.</summary>
internal static class DataRoutes
{
    public static IServiceCollection AddDataRoutes(this IServiceCollection services, DataPlaneOptions options)
    {
        services.AddSingleton<IBlobStore>(provider => new FileBlobStore(
            Path.Combine(options.DataDirectory, "blobs"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RowStoreHealth>();
        services.AddSingleton<IStatusSection>(provider => provider.GetRequiredService<RowStoreHealth>());
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<RowStoreHealth>());
        services.AddSingleton<IRowStore>(provider => DuckDbRowStore.Open(
            new DuckDbStoreOptions
            {
                Folder = Path.Combine(options.DataDirectory, "rows"),
                MaxMemoryBytes = options.QueryMemoryBytes,
                MaxSpillBytes = options.QuerySpillBytes,
                Prices = options.ModelPrices,
            },
            provider.GetRequiredService<IBlobStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DuckDbRowStore>>()));
        services.AddSingleton(provider => new TicketSigner(SigningKey(options.DataDirectory), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => AnswerSpool.In(Path.Combine(options.DataDirectory, "answers")));
        services.AddSingleton(provider => new QueryDeadline(options.QueryTimeout, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new PublicAddress(new Uri(options.ApiUrl.Value)));
        services.AddSingleton(new PageLinks(new Uri(options.AppUrl.Value)));
        services.AddSingleton<UploadReceiver>();
        return services.AddRequests().AddIngest().AddRows().AddTraces().AddQueries().AddSummaries().AddDatasetRows().AddAttachments().AddAsyncQueries(options).AddSweeps();
    }

    public static void MapDataRoutes(this IEndpointRouteBuilder routes)
    {
        routes.MapIngest();
        routes.MapRowWrites();
        routes.MapRowFetches();
        routes.MapTraces();
        routes.MapQueries();
        routes.MapCompletions();
        routes.MapAsyncQueries();
        routes.MapSummaries();
        routes.MapDatasetRows();
        routes.MapAttachments();
    }

    // Kept in a file of its own, so that signed addresses outlive a restart.
    private static byte[] SigningKey(string dataFolder) => Convert.FromHexString(
        PrivateFile.ReadOrCreate(Path.Combine(dataFolder, "ticket.key"), () => Convert.ToHexString(RandomNumberGenerator.GetBytes(32))));
}

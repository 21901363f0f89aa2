using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Biplane.Load.Queries;

/// <summary>
/// PostgreSQL behind the thinnest service there can be: SQL comes in a request, its rows go out as JSON. Nobody asks a database of this field but through such a
/// service, and what the way there and back costs is not the database's. It knows no users, parses nothing and has no schema to tell, all of which a product does.
/// </summary>
internal sealed class PostgresOverHttp : IAsyncDisposable
{
    private readonly WebApplication _service;
    private readonly HttpClient _client;

    private PostgresOverHttp(WebApplication service, HttpClient client)
    {
        _service = service;
        _client = client;
    }

    public static async Task<PostgresOverHttp> StartAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = builder.Build();
        service.MapPost("/query", (HttpContext context) => AnswerAsync(source, context));
        await service.StartAsync(cancellationToken);
        return new PostgresOverHttp(service, new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(service.Urls.First()) });
    }

    public async Task<double> RunAsync(string sql, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var content = new StringContent(sql, Encoding.UTF8, "text/plain");
        using var response = await _client.PostAsync(new Uri("/query", UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
        _ = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task AnswerAsync(NpgsqlDataSource source, HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
        await using var command = source.CreateCommand(await body.ReadToEndAsync(context.RequestAborted));
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartArray();
        while (await rows.ReadAsync(context.RequestAborted))
        {
            json.WriteStartObject();
            for (var i = 0; i < rows.FieldCount; i++)
            {
                json.WritePropertyName(rows.GetName(i));
                WriteValue(json, rows, i);
            }

            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024)
            {
                await json.FlushAsync(context.RequestAborted);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, NpgsqlDataReader rows, int column)
    {
        if (rows.IsDBNull(column))
        {
            json.WriteNullValue();
            return;
        }

        switch (rows.GetDataTypeName(column))
        {
            case "jsonb":
                json.WriteRawValue(rows.GetString(column), skipInputValidation: true);
                break;
            case "boolean":
                json.WriteBooleanValue(rows.GetBoolean(column));
                break;
            case "bigint":
                json.WriteNumberValue(rows.GetInt64(column));
                break;
            case "double precision":
                json.WriteNumberValue(rows.GetDouble(column));
                break;
            case "timestamp with time zone":
                json.WriteStringValue(rows.GetDateTime(column));
                break;
            case "uuid":
                json.WriteStringValue(rows.GetGuid(column));
                break;
            case "tsvector":
                // No part of an answer: it is there for the index.
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(rows.GetString(column));
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }
}

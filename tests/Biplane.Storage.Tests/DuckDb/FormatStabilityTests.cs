using Biplane.Model.Rows;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Search;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>
/// What is on disk is read by later versions. Whoever changes one of these says how older stores are read: raise <see cref="Manifest.CurrentFormat"/> for
/// tables, and the name in the file for what is made anew from them.
/// </summary>
public sealed class FormatStabilityTests
{
    [Fact]
    public void The_columns_of_rows_are_those_of_format_3()
    {
        Assert.Equal(3, Manifest.CurrentFormat);
        Assert.Equal(
            """
            row_key UBIGINT, kind UTINYINT, object_id UUID, id VARCHAR, xact_id UBIGINT, pagination_key UBIGINT, created TIMESTAMP, project_id UUID, org_id UUID,
            span_id VARCHAR, root_span_id VARCHAR, root_key UBIGINT, is_root BOOLEAN, span_name VARCHAR, span_type VARCHAR, start_time DOUBLE, end_time DOUBLE,
            total_tokens DOUBLE, model VARCHAR, has_error BOOLEAN, input VARCHAR, output VARCHAR, expected VARCHAR, error VARCHAR, scores VARCHAR, metadata VARCHAR,
            metrics VARCHAR, tags VARCHAR, span_attributes VARCHAR, span_parents VARCHAR, context VARCHAR, origin VARCHAR, classifications VARCHAR, facets VARCHAR,
            comments VARCHAR, audit VARCHAR, extra VARCHAR, blobs VARCHAR, input_size UINTEGER, output_size UINTEGER, expected_size UINTEGER, error_size UINTEGER,
            metadata_size UINTEGER
            """.ReplaceLineEndings(" "),
            string.Join(", ", RowSchema.Columns.Select(column => $"{column.Name} {column.SqlType}")));
    }

    [Fact]
    public void The_other_tables_are_those_of_format_3()
    {
        var statements = RowSchema.Create("f", TextCompression.Quick).Split('\n');

        Assert.EndsWith(", is_deleted BOOLEAN);", statements[1], StringComparison.Ordinal);
        Assert.Equal("CREATE TABLE f.superseded (row_key UBIGINT, xact_id UBIGINT, target INTEGER, marked_by UBIGINT);", statements[2]);
        Assert.Equal("CREATE TABLE f.objects (kind UTINYINT, object_id UUID, row_count BIGINT, first_key UBIGINT, last_key UBIGINT);", statements[3]);
        Assert.Equal(4, statements.Length);
    }

    [Theory]
    [InlineData(""", "has_words": true, "has_copies": true, "whole": "Model" """, true, TypedPaths.Model)]
    [InlineData(""", "has_words": true""", false, TypedPaths.None)]
    public void A_manifest_of_format_2_is_read(string more, bool hasCopies, TypedPaths whole)
    {
        var folder = Directory.CreateTempSubdirectory("biplane-format-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""
                {"format": 2, "next_file": 9, "generations": [8], "segments": [{"file": 7, "sources": [1, 2], "applied_through": 12, "rows": 34, "is_dense": true{{more}}}]}
                """);

            var manifest = new ManifestFile(folder).Load();

            // What is written from now on, a version that knows format 2 only would read wrongly.
            Assert.Equal(3, manifest.Format);
            Assert.Equal((9, 8), (manifest.NextFile, Assert.Single(manifest.Generations)));
            var segment = Assert.Single(manifest.Segments);
            Assert.Equal((7, 12UL, 34L, true, true), (segment.File, segment.AppliedThrough, segment.Rows, segment.IsDense, segment.HasWords));
            Assert.Equal([1, 2], segment.Sources);
            Assert.Equal((hasCopies, whole), (segment.HasCopies, segment.Whole));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Derived_files_are_told_apart_by_their_names()
    {
        Assert.Equal("BWORDS02", System.Text.Encoding.ASCII.GetString(BitConverter.GetBytes(WordFilter.Magic)));
        Assert.Equal("BCOPYS01", System.Text.Encoding.ASCII.GetString(BitConverter.GetBytes(CopyFormat.Magic)));
        Assert.Equal(14_714_908_021_697_770_939UL, CopyFormat.Schema);
    }
}

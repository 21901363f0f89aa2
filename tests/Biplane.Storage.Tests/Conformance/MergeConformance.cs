using Xunit;

namespace Biplane.Storage.Tests.Conformance;

/// <summary>What a write does to the row that is there, as <c>docs/reference/ingest.md</c> says it.</summary>
public abstract class MergeConformance<TFixture> : RowStoreConformance<TFixture>
    where TFixture : IRowStoreFixture, new()
{
    [Fact]
    public async Task A_merge_descends_into_objects_and_replaces_all_else()
    {
        await InsertAsync(Logs, """{"id":"a","input":[1,2],"metadata":{"keep":1,"deep":{"x":1,"y":[1]},"list":[1,2]}}""");
        await InsertAsync(Logs, """{"id":"a","_is_merge":true,"input":[3],"output":"new","metadata":{"deep":{"y":[2],"z":3},"list":"text"}}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal("[3]", await FieldAsync(Logs, "a", "input"));
            Assert.Equal("\"new\"", await FieldAsync(Logs, "a", "output"));
            Assert.Equal("""{"keep":1,"deep":{"x":1,"y":[2],"z":3},"list":"text"}""", await FieldAsync(Logs, "a", "metadata"));
        });
    }

    [Fact]
    public async Task A_merge_into_a_row_that_is_not_there_inserts_it()
    {
        await InsertAsync(Logs, """{"id":"a","_is_merge":true,"input":1}""");

        await ThroughoutAsync(async () => Assert.Equal("1", await FieldAsync(Logs, "a", "input")));
    }

    [Fact]
    public async Task A_merge_reaches_a_row_that_was_written_long_ago()
    {
        await InsertAsync(Logs, """{"id":"old","input":"first","metadata":{"a":1}}""");
        for (var i = 0; i < 200; i++)
        {
            await InsertAsync(Logs, $$"""{"id":"r{{i}}","input":{{i}} }""");
        }

        await Store.CompactAsync(Token);
        await ReopenAsync();
        await InsertAsync(Logs, """{"id":"old","_is_merge":true,"metadata":{"b":2}}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal("""{"a":1,"b":2}""", await FieldAsync(Logs, "old", "metadata"));
            Assert.Equal("\"first\"", await FieldAsync(Logs, "old", "input"));
            Assert.Equal(201, (await RowsAsync(Logs)).Count);
        });
    }

    [Fact]
    public async Task Tags_become_the_union()
    {
        await InsertAsync(Logs, """{"id":"a","tags":["x","y"]}""");
        await InsertAsync(Logs, """{"id":"a","_is_merge":true,"tags":["y","z"]}""");

        await ThroughoutAsync(async () => Assert.Equal("""["x","y","z"]""", await FieldAsync(Logs, "a", "tags")));
    }

    [Fact]
    public async Task Merge_paths_replace_instead_of_descending()
    {
        await InsertAsync(Logs, """{"id":"a","metadata":{"whole":{"x":1},"merged":{"x":1}}}""");
        await InsertAsync(Logs, """{"id":"a","_is_merge":true,"_merge_paths":[["metadata","whole"]],"metadata":{"whole":{"y":2},"merged":{"y":2}}}""");

        await ThroughoutAsync(async () => Assert.Equal("""{"whole":{"y":2},"merged":{"x":1,"y":2}}""", await FieldAsync(Logs, "a", "metadata")));
    }

    [Fact]
    public async Task Array_delete_takes_values_out()
    {
        await InsertAsync(Logs, """{"id":"a","tags":["x","y","z"],"metadata":{"list":[1,{"k":2},3]}}""");
        await InsertAsync(
            Logs,
            """{"id":"a","_is_merge":true,"_array_delete":[{"path":["tags"],"delete":["y"]},{"path":["metadata","list"],"delete":[{"k":2},3]}]}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal("""["x","z"]""", await FieldAsync(Logs, "a", "tags"));
            Assert.Equal("""{"list":[1]}""", await FieldAsync(Logs, "a", "metadata"));
        });
    }

    [Fact]
    public async Task An_explicit_null_overwrites_and_an_absent_field_does_not()
    {
        await InsertAsync(Logs, """{"id":"a","input":1,"output":2,"metadata":{"x":1,"y":2}}""");
        await InsertAsync(Logs, """{"id":"a","_is_merge":true,"output":null,"metadata":{"x":null}}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal("1", await FieldAsync(Logs, "a", "input"));
            Assert.Null(await FieldAsync(Logs, "a", "output"));
            Assert.Equal("""{"x":null,"y":2}""", await FieldAsync(Logs, "a", "metadata"));
        });
    }

    [Fact]
    public async Task A_row_with_a_known_id_replaces_it_and_keeps_its_place()
    {
        await InsertAsync(Logs, """{"id":"a","input":1,"output":"old"}""", """{"id":"b","input":2}""");
        await InsertAsync(Logs, """{"id":"a","input":3}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal("3", await FieldAsync(Logs, "a", "input"));
            Assert.Null(await FieldAsync(Logs, "a", "output"));
            Assert.Equal(["b", "a"], await IdsAsync($"select: id | from: {From(Logs)}"));
        });
    }

    [Fact]
    public async Task A_deleted_row_is_gone_and_its_id_may_come_back()
    {
        await InsertAsync(Logs, """{"id":"gone","input":1}""", """{"id":"back","input":1}""", """{"id":"kept","input":1}""");
        await InsertAsync(Logs, """{"id":"gone","_object_delete":true}""", """{"id":"back","_object_delete":true}""", """{"id":"never","_object_delete":true}""");
        Assert.Equal(["kept"], (await RowsAsync(Logs)).Keys);
        await InsertAsync(Logs, """{"id":"back","_is_merge":true,"output":2}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal(["back", "kept"], (await RowsAsync(Logs)).Keys.Order(StringComparer.Ordinal));
            Assert.Null(await FieldAsync(Logs, "back", "input"));
        });
    }

    [Fact]
    public async Task A_deleted_row_is_gone_with_all_its_versions()
    {
        for (var version = 0; version < 5; version++)
        {
            await InsertAsync(Logs, $$"""{"id":"gone","_is_merge":true,"metadata":{"v{{version}}":1} }""", $$"""{"id":"kept","_is_merge":true,"input":{{version}} }""");
        }

        await InsertAsync(Logs, """{"id":"gone","_object_delete":true}""");

        await ThroughoutAsync(async () => Assert.Equal(["kept"], (await RowsAsync(Logs)).Keys));
    }

    [Fact]
    public async Task Rows_of_one_request_apply_in_their_order()
    {
        await InsertAsync(
            Logs,
            """{"id":"a","input":1}""",
            """{"id":"a","_is_merge":true,"output":2}""",
            """{"id":"a","_object_delete":true}""",
            """{"id":"a","_is_merge":true,"metadata":{"x":1}}""",
            """{"id":"a","_is_merge":true,"metadata":{"y":2}}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Null(await FieldAsync(Logs, "a", "input"));
            Assert.Equal("""{"x":1,"y":2}""", await FieldAsync(Logs, "a", "metadata"));
        });
    }

    [Fact]
    public async Task The_same_id_in_two_objects_is_two_rows()
    {
        await InsertAsync(Logs, """{"id":"a","input":"log"}""");
        await InsertAsync(Dataset, """{"id":"a","input":"case"}""");
        await InsertAsync(Logs, """{"id":"a","_object_delete":true}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Empty(await RowsAsync(Logs));
            Assert.Equal("\"case\"", await FieldAsync(Dataset, "a", "input"));
        });
    }

    [Fact]
    public async Task What_came_comes_back_unknown_fields_digits_and_control_characters_included()
    {
        await InsertAsync(Logs, """{"id":"a\u0000b","input":[12345678901234567890.10,1.0,1e400,-0],"unknown":{"x":[true]},"output":"x\u0000y"}""");

        await ThroughoutAsync(async () =>
        {
            Assert.Equal("[12345678901234567890.10,1.0,1e400,-0]", await FieldAsync(Logs, "a\0b", "input"));
            Assert.Equal("""{"x":[true]}""", await FieldAsync(Logs, "a\0b", "unknown"));
            Assert.Equal("x\0y", (string?)(await RowsAsync(Logs))["a\0b"]["output"]);
        });
    }
}

using System.Text;
using Biplane.Contracts.Fields;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Metadata;
using CsCheck;
using Xunit;

namespace Biplane.Hosting.Tests.Metadata;

public sealed class ObjectBodyTests
{
    [Fact]
    public void The_data_plane_keeps_data_fields_to_the_last_digit()
    {
        var body = Parse("""{"experiment_name":"e","metadata":{"n":12345678901234567890.10,"a" : 1},"tags":["x"]}""", DataFieldRule.Keep);

        Assert.Equal("e", body.Text("experiment_name"));
        Assert.Equal("""{"n":12345678901234567890.10,"a" : 1}""", Encoding.UTF8.GetString(body.Data.Find("metadata")!.Value.Span));
        Assert.Empty(body.Dropped);
    }

    [Fact]
    public void The_control_plane_drops_them_and_names_them()
    {
        var body = Parse("""{"experiment_name":"e","metadata":{"a":1},"repo_info":{"commit":"c"},"description":null}""", DataFieldRule.Drop);

        Assert.True(body.Data.IsEmpty);
        Assert.Equal(["metadata", "repo_info"], body.Dropped);
        Assert.Equal("e", body.Text("experiment_name"));
    }

    [Theory]
    [InlineData("""{"rows":[]}""")]
    [InlineData("""{"events":[{"input":1}]}""")]
    [InlineData("""{"name":"x","feedback":[]}""")]
    public void The_control_plane_refuses_rows(string json) =>
        Assert.Equal(ErrorCodes.DataRefused, Assert.Throws<ApiException>(() => Parse(json, DataFieldRule.Drop)).Code);

    [Theory]
    [InlineData("""{"metadata":"text"}""")]
    [InlineData("""{"tags":[1]}""")]
    [InlineData("""{"tags":"x"}""")]
    [InlineData("""{"description":{}}""")]
    [InlineData("{broken")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    public void Wrong_bodies_are_refused(string json) => Assert.Equal(400, Assert.Throws<ApiException>(() => Parse(json, DataFieldRule.Keep)).Status);

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("{}")]
    public void An_empty_body_is_an_empty_object(string json) => Assert.Null(Parse(json, DataFieldRule.Keep).Text("name"));

    [Fact]
    public void Null_counts_as_absent()
    {
        var body = Parse("""{"name":null,"project_id":null,"public":null,"dataset_version":null}""", DataFieldRule.Keep);

        Assert.Null(body.Name("name"));
        Assert.Null(body.Id("project_id"));
        Assert.Null(body.Flag("public"));
        Assert.Null(body.Version("dataset_version"));
    }

    [Theory]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":"not-a-uuid"}""")]
    [InlineData("""{"v":[]}""")]
    public void A_wrong_type_names_the_member(string json)
    {
        var refusal = Assert.Throws<ApiException>(() => Parse(json, DataFieldRule.Keep).Id("v"));

        Assert.StartsWith("v ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-uuid", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lone_surrogate_is_refused_not_a_crash() =>
        Assert.Equal(400, Assert.Throws<ApiException>(() => Parse("""{"name":"\ud800"}""", DataFieldRule.Keep).Name("name")).Status);

    [Fact]
    public void Deep_nesting_in_a_data_field_is_kept()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500);

        Assert.Equal(deep, Encoding.UTF8.GetString(Parse($$"""{"metadata":{{deep}}}""", DataFieldRule.Keep).Data.Find("metadata")!.Value.Span));
    }

    [Fact]
    public void Nothing_but_a_refusal_comes_of_random_bytes() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        try
        {
            Read(bytes, DataFieldRule.Keep);
            return true;
        }
        catch (ApiException refusal)
        {
            return refusal.Status == 400;
        }
    });

    private static ObjectBody Parse(string json, DataFieldRule rule) => Read(Encoding.UTF8.GetBytes(json), rule);

    private static ObjectBody Read(byte[] json, DataFieldRule rule) =>
        ObjectBodyReader.Parse(json, FieldCatalogue.DataFieldsOf(ResourceType.Experiment), rule);
}

namespace Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;

/// <summary>
/// Places of the JSON form that text has no words for. § is the text, in members' names too; <c>{I}</c> is the id of the project, <c>{F}</c> the source, <c>{H}</c> the
/// filter for the row that has the text.
/// </summary>
internal static class HostileForms
{
    /// <summary>What stands for <c>{F}</c>.</summary>
    public const string From = """ "from":{"op":"function","name":{"op":"ident","name":["project_logs"]},"args":[{"op":"literal","value":"{I}"}]} """;

    /// <summary>What stands for <c>{H}</c>.</summary>
    public const string Hit = """ "filter":{"op":"eq","left":{"op":"ident","name":["id"]},"right":{"op":"literal","value":"hit"}} """;

    /// <summary>Answered, with the text as it is.</summary>
    public static (string Query, string Answer)[] Values { get; } =
    [
        ("""{"select":[{"expr":{"op":"literal","value":{"§":["§",{"a":"§"}]}},"alias":"§"}],{F},{H}}""", """[{"§":{"§":["§",{"a":"§"}]}}]"""),
        ("""{"select":[{"expr":{"op":"literal","value":"§"},"alias":"a"},{"op":"ident","name":["§","§"]}],{F},{H}}""", """[{"a":"§","§":"§"}]"""),
        ("""{"select":[{"op":"ident","name":["id"]}],{F},"filter":{"op":"in","left":{"op":"ident","name":["output","§","§"]},"right":{"op":"literal","value":["§"]}}}""", """[{"id":"hit"}]"""),
        ("""{"select":[{"op":"ident","name":["id"]}],{F},"filter":[{"op":"includes","haystack":{"op":"ident","name":["tags"]},"needle":{"op":"literal","value":"§"}},{"op":"eq","left":{"op":"ident","name":["tags",0]},"right":{"op":"literal","value":"§"}}]}""", """[{"id":"hit"}]"""),
        ("""{"select":[{"op":"star","replace":{"input":{"op":"literal","value":"§"}}}],"custom_columns":[{"expr":{"op":"ident","name":["metadata","§"]},"alias":"§"}],"distinct":true,"from":{"query":{"select":[{"op":"ident","name":["input"]},{"op":"ident","name":["metadata"]}],{F},{H}},"alias":"§"}}""", """[{"input":"§","metadata":{"§":"found","model":"§","json":"{\"§\":\"§\"}"},"§":"found"}]"""),
        ("""{"select":[{"expr":{"op":"ident","name":["§"]},"alias":"a"}],"from":{"query":{"select":[{"expr":{"op":"ident","name":["input"]},"alias":"§"}],{F},{H}}},"filter":{"op":"eq","left":{"op":"ident","name":["§"]},"right":{"op":"literal","value":"§"}},"sort":[{"expr":{"op":"ident","name":["§"]},"dir":"desc"}]}""", """[{"a":"§"}]"""),
        ("""{"dimensions":[{"expr":{"op":"ident","name":["§"]},"alias":"k"}],"measures":[{"expr":{"op":"function","name":{"op":"ident","name":["max"]},"args":[{"op":"ident","name":["v"]}]},"alias":"§"}],"unpivot":[{"expr":{"op":"ident","name":["scores"]},"alias":["§","v"]}],{F},{H},"final_filter":{"op":"eq","left":{"op":"ident","name":["k"]},"right":{"op":"literal","value":"§"}}}""", """[{"k":"§","§":0.5}]"""),
        ("""{"select":[{"expr":{"op":"ident","name":["§"]},"alias":"v"}],"unpivot":[{"expr":{"op":"ident","name":["tags"]},"alias":"§"}],{F},{H}}""", """[{"v":"§"}]"""),
        ("""{"pivot":{"measures":[{"expr":{"op":"function","name":{"op":"ident","name":["count"]},"args":[{"op":"ident","name":["id"]}]},"alias":"§"}],"column":{"op":"ident","name":["output","§","§"]}},{F},{H}}""", """[{"§_§":1}]"""),
        ("""{"infer":[{"op":"ident","name":["metadata","§"]}],{F},{H}}""", """[{"name":["metadata","§"],"type":{"type":"string"},"count":1,"top_values":[{"value":"found","count":1}]}]"""),
        ("""{"select":[{"op":"ident","name":["scores"]}],"weighted_scores":[{"expr":{"op":"literal","value":2},"alias":"§"}],"comparison_key":{"op":"literal","value":"§"},{F},{H}}""", """[{"scores":{"§":2},"comparison_key":"§"}]"""),
    ];

    /// <summary>A finding.</summary>
    public static string[] Refused { get; } =
    [
        """{"§":1,{F}}""",
        """{"select":"§",{F}}""",
        """{"select":["§"],{F}}""",
        """{"select":[{"op":"§"}],{F}}""",
        """{"select":[{"op":"interval","value":1,"unit":"§"}],{F}}""",
        """{"select":[{"op":"add","left":{"op":"ident","name":["created"]},"right":{"op":"interval","value":1,"unit":"§"}}],{F}}""",
        """{"select":[{"op":"add","left":{"op":"ident","name":["created"]},"right":{"op":"interval","value":"§","unit":"day"}}],{F}}""",
        """{"select":[{"op":"function","name":{"op":"ident","name":["§"]},"args":[]}],{F}}""",
        """{"select":[{"op":"ident","name":"§"}],{F}}""",
        """{"select":[{"op":"ident","name":[0,"§"]}],{F}}""",
        """{"select":[{"op":"ident","name":["metadata",{"§":1}]}],{F}}""",
        """{"select":[{"op":"star"}],"sort":[{"expr":{"op":"ident","name":["id"]},"dir":"§"}],{F}}""",
        """{"select":[{"op":"star"}],"sort":"§",{F}}""",
        """{"select":[{"op":"star"}],"limit":"§",{F}}""",
        """{"select":[{"op":"star"}],"cursor":"§",{F}}""",
        """{"select":[{"op":"star"}],"preview_length":"§",{F}}""",
        """{"infer":[{"op":"star"}],"inference_budget":"§",{F}}""",
        """{"select":[{"op":"star"}],"filter":"§",{F}}""",
        """{"select":[{"op":"star"}],"unpivot":[{"expr":{"op":"ident","name":["tags"]},"alias":["§"]}],{F}}""",
        """{"select":[{"op":"star"}],"sample":"§",{F}}""",
        """{"select":[{"op":"star"}],"sample":{"method":"§"},{F}}""",
        """{"select":[{"op":"star"}],"sample":{"method":{"type":"§","value":1}},{F}}""",
        """{"select":[{"op":"star"}],"sample":{"method":{"type":"rate","value":"§"}},{F}}""",
        """{"select":[{"op":"star"}],"sample":{"method":{"type":"rate","value":0.5},"seed":"§"},{F}}""",
        """{"select":[{"op":"star"}],"from":{"op":"function","name":{"op":"ident","name":["§"]},"args":[{"op":"literal","value":"{I}"}]}}""",
        """{"select":[{"op":"star"}],"from":{"op":"function","name":{"op":"ident","name":["project_logs"]},"args":[{"op":"literal","value":"§"}]}}""",
        """{"select":[{"op":"star"}],"from":{"op":"function","name":{"op":"ident","name":["project_logs"]},"args":[{"op":"literal","value":"{I}"}],"shape":"§"}}""",
        """{"select":[{"op":"star"}],"from":{"op":"ident","name":["§"]}}""",
        """{"select":[{"op":"star"}],"from":"§"}""",
        """{"select":[{"op":"star"}],"from":{"query":"§"}}""",
    ];

    /// <summary>A finding, or an answer of some kind.</summary>
    public static string[] Either { get; } =
    [
        "\"§\"",
        """{"select":[{"btql":"§"}],{F}}""",
        """{"dimensions":[{"btql":"§"}],"measures":[{"expr":{"btql":"count(1)"},"alias":"§"}],{F}}""",
        """{"select":[{"op":"star"}],"filter":{"btql":"§"},{F}}""",
        """{"select":[{"op":"star"}],"filter":{"op":"match","left":{"op":"ident","name":["§"]},"right":{"op":"literal","value":"§"}},{F}}""",
        """{"select":[{"op":"star"}],"filter":{"op":"like","left":{"op":"ident","name":["metadata","§"]},"right":{"op":"literal","value":"§"}},{F}}""",
        """{"select":[{"op":"star"}],"sort":[{"expr":{"btql":"§"},"dir":"desc"},{"op":"ident","name":["§"]}],{F}}""",
        """{"measures":[{"btql":"count(1)"}],"dimensions":[{"op":"ident","name":["input"]}],"final_filter":{"btql":"§"},{F}}""",
        """{"select":[{"op":"star","replace":{"§":{"op":"literal","value":1}}}],{F}}""",
        """{"select":[{"op":"star"}],"filter":{"op":"eq","left":{"op":"ident","name":["input"]},"right":{"op":"literal","value":{"§":"§"}}},{F}}""",
        """{"select":[{"op":"star"}],"filter":{"op":"in","left":{"op":"ident","name":["input"]},"right":{"op":"literal","value":[["§"],{"§":1},"§"]}},{F}}""",
        """{"infer":[{"op":"ident","name":["§"]}],{F}}""",
        """{"select":[{"op":"star"}],"comparison_key":{"btql":"§"},{F}}""",
        """{"select":[{"op":"star"}],"unpivot":[{"expr":{"btql":"§"},"alias":["§","§"]}],{F}}""",
        """{"select":[{"op":"star"}],"from":{"op":"function","name":{"op":"ident","name":["prompt"]},"args":[{"op":"literal","value":"§"}]}}""",
    ];
}

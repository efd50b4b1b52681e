#include "structure_fixture.hpp"

// XML 1.0 without a DTD's internal subset.
using namespace bumpgate;
using namespace bumpgate::change_test;

namespace {

constexpr auto xml = Format::xml;

constexpr std::string_view pom = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- acme 1.4.2 -->
<project xmlns="http://maven.example/POM/4.0.0" note='say "hi" &amp; go'>
  <parent>
    <artifactId>acme-parent</artifactId>
    <version>1.4.2</version>
  </parent>
  <artifactId>widgets</artifactId>
  <version>
    1.4.2
  </version>
  <dependencies>
    <dependency><artifactId>a</artifactId><version>1.4.2</version></dependency>
    <dependency><artifactId>b</artifactId><version>2</version></dependency>
  </dependencies>
  <name>W&amp;dgets &#233; &#xE9; é</name>
  <raw><![CDATA[a < b & c]]></raw>
  <empty/>
  <blank> </blank>
  <mixed>one<b>two</b>three</mixed>
  <PackageReference Include="acme" Version = "1.4.2" />
</project>
)";

std::string frame(std::string_view content, const Scalar& scalar) {
    const auto raw = raw_of(content, scalar);
    if (content.substr(0, scalar.begin).ends_with("<![CDATA[")) return "<a><![CDATA[" + raw + "]]></a>";
    if (!scalar.path.back().starts_with('@')) return "<a>" + raw + "</a>";
    const std::string quote(1, content[scalar.begin - 1]);
    return "<a b=" + quote + raw + quote + "/>";
}

}  // namespace

TEST_CASE("xml: every scalar with its place, path and value") {
    CHECK(rows_of(xml, pom) ==
          Rows{"project/@xmlns |http://maven.example/POM/4.0.0| =",
               R"(project/@note |say "hi" &amp; go| say "hi" & go)",
               "project/parent/artifactId |acme-parent| =", "project/parent/version |1.4.2| =",
               "project/artifactId |widgets| =", "project/version |1.4.2| =",
               "project/dependencies/dependency/artifactId |a| =",
               "project/dependencies/dependency/version |1.4.2| =",
               "project/dependencies/dependency[1]/artifactId |b| =",
               "project/dependencies/dependency[1]/version |2| =",
               "project/name |W&amp;dgets &#233; &#xE9; é| W&dgets é é é", "project/raw |a < b & c| =",
               "project/mixed |one| =", "project/mixed/b |two| =", "project/mixed/#1 |three| =",
               "project/PackageReference/@Include |acme| =", "project/PackageReference/@Version |1.4.2| ="});
    check_raw_decodes(xml, pom, frame);
}

TEST_CASE("xml: an entry starts at its tag or attribute") {
    CHECK(entry_of(xml, "<a> <b>1</b></a>", {"a", "b"}) == "<b>1");
    CHECK(entry_of(xml, "<a  b = '1'/>", {"a", "@b"}) == "b = '1");
}

TEST_CASE("xml: an attribute that occurs twice is refused, elements are counted") {
    CHECK(refuses(xml, "<a v='1' v='2'/>"));
    CHECK(refuses(xml, "<a v='1' w='1' v='1'/>"));
    CHECK(rows_of(xml, "<a><v>1</v><w>x</w><v>2</v><v>3</v></a>") ==
          Rows{"a/v |1| =", "a/w |x| =", "a/v[1] |2| =", "a/v[2] |3| ="});
}

TEST_CASE("xml: what is not well-formed, or could be read in two ways, is refused") {
    const auto bad = GENERATE(
        as<std::string>{}, "", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "x<a/>", "<a b/>",
        "<a b=1/>", "<a b='1/>", "<a b='<'/>", "<a>&nbsp;</a>", "<a>&</a>", "<a>&#0;</a>", "<a>&#xD800;</a>",
        "<a>&#x110000;</a>", "<a>&#1;</a>", "<a b='&x;'/>", "<!DOCTYPE a [<!ENTITY x '1.4.2'>]><a>&x;</a>",
        "<a>\x01</a>", "<a><![CDATA[x</a>", "<a><!-- x</a>", "<a>1<!-- -->2</a>", "<a>1<![CDATA[2]]></a>",
        "<?xml version='1.0' encoding='UTF-16'?><a/>", "<?xml version='1.0' encoding='utf-7'?><a/>",
        "<?xml version='1.0' encoding='latin1-x'?><a>é</a>", "<a b='1'c='2'/>", "<a", "<");
    INFO(printable(bad));
    CHECK(refuses(xml, bad));
}

TEST_CASE("xml: other encodings are read where they mean the same") {
    CHECK_FALSE(refuses(xml, "<?xml version='1.0' encoding='ISO-8859-1'?><a>x</a>"));
    CHECK(refuses(xml, "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>"));
    CHECK(refuses(xml, "<a>\xE9</a>"));
    CHECK(refuses(xml, std::string("<a>\0</a>", 8)));
}

TEST_CASE("xml: byte order mark, CRLF, empty elements, a plain DOCTYPE") {
    CHECK(rows_of(xml, "\xEF\xBB\xBF<a>b</a>") == Rows{"a |b| ="});
    CHECK(entry_of(xml, "\xEF\xBB\xBF<a>b</a>", {"a"}) == "<a>b");
    CHECK(rows_of(xml, "<a>\r\n<b>x\r\ny</b>\r\n</a>\r\n") == Rows{R"(a/b |x\x0D\ny| x\ny)"});
    CHECK(rows_of(xml, "<a/>").empty());
    CHECK(rows_of(xml, "<!DOCTYPE a><a c=''/>") == Rows{"a/@c || ="});
}

TEST_CASE("xml: nesting up to 200 is read, deeper is refused") {
    const auto nested = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += "<a>";
        text += "1";
        for (std::size_t i = 0; i < depth; ++i) text += "</a>";
        return text;
    };
    CHECK(parsed(xml, nested(200)).scalars[0].path.size() == 200);
    CHECK(refuses(xml, nested(201)));
}

TEST_CASE("xml: mutants do not crash it") {
    fuzz(xml, pom, "<>/&;'\"=![]-? ");
}

TEST_CASE("xml: hostile content does not take long") {
    for (const auto* piece : {"<a>", "<", "<a ", "<!--", "<![CDATA[", "&amp;", "<!DOCTYPE ", "<a b='", "<?x ",
                              "<a/>", "\"", "]]>"})
        check_is_quick(xml, many_of(piece));
    check_is_quick(xml, "<a>" + many_of("<b/>") + "</a>");
    check_is_quick(xml, "<a>" + many_of("<b>1</b>") + "</a>");
    check_is_quick(xml, "<a>" + many_of("&lt;") + "</a>");
    check_is_quick(xml, "<a>" + many_of("x<b/>") + "</a>");
    check_is_quick(xml, "<a>" + many_of("<!-- -->") + "</a>");
    check_is_quick(xml, "<a " + numbered_lines(18000, "key", "='1' ") + "/>");
    check_is_quick(xml, "<a>" + numbered_lines(12000, "<key", "/>") + "</a>");
    check_is_quick(xml, "<a b='" + many_of("&lt;") + "'/>");
}

TEST_CASE("xml: a text that comments cut between words is one value, a cut word is refused") {
    CHECK(rows_of(xml, "<a><v> one; <!-- c -->two<!-- d --> three </v></a>") ==
          Rows{"a/v |one; <!-- c -->two<!-- d --> three| one; two three"});
    CHECK(rows_of(xml, "<a>x, <![CDATA[y]]></a>") == Rows{"a |x, <![CDATA[y| x, y"});
    for (const auto* cut : {"<a>1.4<!-- -->.2</a>", "<a>ac<!-- -->me</a>", "<a>acme<!-- -->-evil</a>",
                            "<a>1.4<![CDATA[.2]]></a>", "<a>é<!-- -->é</a>"}) {
        INFO(cut);
        CHECK(refuses(xml, cut));
    }
}

#include "diff/write.hpp"

namespace bumpgate::diff {
namespace {

constexpr std::string_view schema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:bumpgate:diff:1",
  "title": "Everything that differs between two releases",
  "type": "object",
  "required": ["schema", "release", "overrides", "same_bytes", "summary", "container", "pairs", "identical", "old", "new", "contents"],
  "additionalProperties": false,
  "properties": {
    "schema": {"const": "bumpgate.diff/1"},
    "release": {
      "type": "object",
      "required": ["ecosystem", "name", "scheme", "old_version", "new_version", "step"],
      "additionalProperties": false,
      "properties": {
        "ecosystem": {"$ref": "#/$defs/string"},
        "name": {"$ref": "#/$defs/string"},
        "scheme": {"type": ["string", "null"]},
        "old_version": {"anyOf": [{"$ref": "#/$defs/string"}, {"type": "null"}]},
        "new_version": {"anyOf": [{"$ref": "#/$defs/string"}, {"type": "null"}]},
        "step": {"type": ["string", "null"]}
      }
    },
    "overrides": {
      "description": "What the user said about the release instead of what it says itself.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "name": {"$ref": "#/$defs/string"},
        "old_version": {"$ref": "#/$defs/string"},
        "new_version": {"$ref": "#/$defs/string"},
        "scheme": {"$ref": "#/$defs/string"},
        "ecosystem": {"$ref": "#/$defs/string"}
      }
    },
    "old": {"$ref": "#/$defs/side"},
    "new": {"$ref": "#/$defs/side"},
    "contents": {
      "description": "Every content of a member or nested archive, by its SHA-256.",
      "type": "object",
      "additionalProperties": false,
      "patternProperties": {
        "^[0-9a-f]{64}$": {
          "type": "object",
          "minProperties": 1,
          "maxProperties": 1,
          "additionalProperties": false,
          "properties": {
            "text": {"type": "string"},
            "base64": {"type": "string", "contentEncoding": "base64"}
          }
        }
      }
    },
    "same_bytes": {"type": "boolean"},
    "summary": {
      "type": "object",
      "required": ["identical", "changed", "renamed", "added", "removed"],
      "additionalProperties": false,
      "properties": {
        "identical": {"$ref": "#/$defs/count"},
        "changed": {"$ref": "#/$defs/count"},
        "renamed": {"$ref": "#/$defs/count"},
        "added": {"$ref": "#/$defs/count"},
        "removed": {"$ref": "#/$defs/count"}
      }
    },
    "container": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["path", "layer", "field", "old", "new"],
        "additionalProperties": false,
        "properties": {
          "path": {"description": "Of the nested archive; empty: the release's own.", "$ref": "#/$defs/string"},
          "old_path": {"$ref": "#/$defs/string"},
          "layer": {"$ref": "#/$defs/string"},
          "field": {"enum": ["bytes", "compression", "format", "header", "order", "root", "time"]},
          "old": {"$ref": "#/$defs/string"},
          "new": {"$ref": "#/$defs/string"}
        }
      }
    },
    "pairs": {
      "description": "Every pair that is not identical.",
      "type": "array",
      "items": {"$ref": "#/$defs/pair"}
    },
    "identical": {
      "description": "Members that are equal in everything: paths below the root, indices into the sides' members.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["path", "old", "new"],
        "additionalProperties": false,
        "properties": {
          "path": {"$ref": "#/$defs/string"},
          "old": {"$ref": "#/$defs/count"},
          "new": {"$ref": "#/$defs/count"}
        }
      }
    }
  },
  "$defs": {
    "count": {"type": "integer", "minimum": 0},
    "string": {
      "description": "Text; bytes that are not UTF-8 as hex digits.",
      "anyOf": [
        {"type": "string"},
        {
          "type": "object",
          "required": ["bytes"],
          "additionalProperties": false,
          "properties": {"bytes": {"type": "string", "pattern": "^([0-9a-f]{2})+$"}}
        }
      ]
    },
    "hex": {"type": "string", "pattern": "^([0-9a-f]{2}){0,64}$"},
    "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "time": {
      "description": "Seconds since 1970-01-01T00:00Z and nanoseconds within the second.",
      "type": "array",
      "prefixItems": [{"type": "integer"}, {"type": "integer", "minimum": 0, "maximum": 999999999}],
      "minItems": 2,
      "maxItems": 2
    },
    "layers": {
      "description": "Outermost first.",
      "type": "array",
      "items": {
        "type": "object",
        "required": ["format", "compression", "header", "time"],
        "additionalProperties": false,
        "properties": {
          "format": {"$ref": "#/$defs/string"},
          "compression": {"$ref": "#/$defs/string"},
          "header": {"$ref": "#/$defs/string"},
          "time": {"type": ["integer", "null"]}
        }
      }
    },
    "side": {
      "type": "object",
      "required": ["name", "root", "packed_size", "packed_sha256", "unpacked_size", "layers", "hazards", "nested", "members"],
      "additionalProperties": false,
      "properties": {
        "name": {"$ref": "#/$defs/string"},
        "root": {"$ref": "#/$defs/string"},
        "packed_size": {"$ref": "#/$defs/count"},
        "packed_sha256": {"anyOf": [{"$ref": "#/$defs/digest"}, {"type": "null"}]},
        "package": {"description": "The content that is the rpm itself, without compressions around it.", "$ref": "#/$defs/digest"},
        "unpacked_size": {"$ref": "#/$defs/count"},
        "layers": {"$ref": "#/$defs/layers"},
        "hazards": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["id", "member", "container", "offset", "detail"],
            "additionalProperties": false,
            "properties": {
              "id": {"$ref": "#/$defs/string"},
              "member": {"$ref": "#/$defs/string"},
              "container": {"$ref": "#/$defs/string"},
              "offset": {"$ref": "#/$defs/count"},
              "detail": {"$ref": "#/$defs/string"}
            }
          }
        },
        "nested": {
          "description": "Archives inside the release: members that were opened or could not be, and parts of package formats.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["path", "prefix", "member", "first", "count", "sha256", "layers", "opaque"],
            "additionalProperties": false,
            "properties": {
              "path": {"$ref": "#/$defs/string"},
              "prefix": {"description": "What its members' paths start with.", "$ref": "#/$defs/string"},
              "member": {"description": "Index of the member that it is; null for a part.", "type": ["integer", "null"], "minimum": 0},
              "first": {"description": "Index of the first member that lies in it.", "$ref": "#/$defs/count"},
              "count": {"$ref": "#/$defs/count"},
              "sha256": {"$ref": "#/$defs/digest"},
              "package": {"description": "As the side's.", "$ref": "#/$defs/digest"},
              "layers": {"$ref": "#/$defs/layers"},
              "opaque": {"description": "Why it could not be opened.", "anyOf": [{"$ref": "#/$defs/string"}, {"type": "null"}]}
            }
          }
        },
        "members": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/member"}}
      }
    },
    "member": {
      "type": "object",
      "required": ["path", "type", "mode"],
      "additionalProperties": false,
      "properties": {
        "path": {"$ref": "#/$defs/string"},
        "depth": {"description": "How many nested archives it lies in.", "$ref": "#/$defs/count"},
        "type": {
          "enum": ["file", "directory", "symlink", "hardlink", "char_device", "block_device", "fifo", "socket"]
        },
        "mode": {"type": "string", "pattern": "^[0-7]{4,}$"},
        "uid": {"type": "integer"},
        "gid": {"type": "integer"},
        "user": {"$ref": "#/$defs/string"},
        "group": {"$ref": "#/$defs/string"},
        "mtime": {"$ref": "#/$defs/time"},
        "atime": {"$ref": "#/$defs/time"},
        "ctime": {"$ref": "#/$defs/time"},
        "birth_time": {"$ref": "#/$defs/time"},
        "link": {"$ref": "#/$defs/string"},
        "attributes": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["name", "value"],
            "additionalProperties": false,
            "properties": {"name": {"$ref": "#/$defs/string"}, "value": {"$ref": "#/$defs/string"}}
          }
        },
        "sparse": {"$ref": "#/$defs/string"},
        "size": {"$ref": "#/$defs/count"},
        "sha256": {"$ref": "#/$defs/digest"}
      }
    },
    "pair": {
      "type": "object",
      "required": ["path", "status", "paired_by", "metadata", "content"],
      "additionalProperties": false,
      "properties": {
        "path": {"description": "Below the root: the new side's, or the old one's.", "$ref": "#/$defs/string"},
        "old_path": {"description": "The old side's, if it is another one.", "$ref": "#/$defs/string"},
        "status": {"enum": ["changed", "added", "removed"]},
        "paired_by": {"enum": ["path", "version_path", "random_name", "content", "similarity", "none"]},
        "old": {"description": "Index into the old side's members.", "$ref": "#/$defs/count"},
        "new": {"description": "Index into the new side's members.", "$ref": "#/$defs/count"},
        "metadata": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["field", "old", "new"],
            "additionalProperties": false,
            "properties": {
              "field": {
                "type": "string",
                "pattern": "^(atime|birth-time|ctime|link|mode|owner|path|sparse|time|type|xattr .*)$"
              },
              "old": {"$ref": "#/$defs/string"},
              "new": {"$ref": "#/$defs/string"}
            }
          }
        },
        "content": {"anyOf": [{"$ref": "#/$defs/content"}, {"type": "null"}]}
      }
    },
    "content": {
      "description": "Of an added or removed file: the difference from or to nothing.",
      "type": "object",
      "required": ["text", "bounded"],
      "additionalProperties": false,
      "properties": {
        "text": {"type": "boolean"},
        "bounded": {"type": "boolean"},
        "nested": {"description": "Archives that were opened: see the pairs of their members.", "const": true},
        "hunks": {
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "object",
            "required": ["old_line", "old_offset", "new_line", "new_offset", "old_lines", "new_lines"],
            "additionalProperties": false,
            "properties": {
              "old_line": {"type": "integer", "minimum": 1},
              "old_offset": {"$ref": "#/$defs/count"},
              "new_line": {"type": "integer", "minimum": 1},
              "new_offset": {"$ref": "#/$defs/count"},
              "old_lines": {"type": "array", "items": {"$ref": "#/$defs/string"}},
              "new_lines": {"type": "array", "items": {"$ref": "#/$defs/string"}}
            }
          }
        },
        "ranges": {
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "object",
            "required": ["old_offset", "old_length", "new_offset", "new_length", "old_hex", "new_hex"],
            "additionalProperties": false,
            "properties": {
              "old_offset": {"$ref": "#/$defs/count"},
              "old_length": {"$ref": "#/$defs/count"},
              "new_offset": {"$ref": "#/$defs/count"},
              "new_length": {"$ref": "#/$defs/count"},
              "old_hex": {"$ref": "#/$defs/hex"},
              "new_hex": {"$ref": "#/$defs/hex"}
            }
          }
        }
      }
    }
  }
}
)json";

}  // namespace

std::string_view json_schema() {
    return schema;
}

}  // namespace bumpgate::diff

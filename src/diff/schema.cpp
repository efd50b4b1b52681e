#include "diff/write.hpp"

namespace bumpgate::diff {
namespace {

constexpr std::string_view schema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "bumpgate.diff/1",
  "title": "Everything that differs between two releases",
  "type": "object",
  "required": ["schema", "release", "old", "new", "same_bytes", "summary", "container", "pairs", "identical"],
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
    "old": {"$ref": "#/$defs/side"},
    "new": {"$ref": "#/$defs/side"},
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
        "required": ["layer", "field", "old", "new"],
        "additionalProperties": false,
        "properties": {
          "layer": {"$ref": "#/$defs/string"},
          "field": {"enum": ["compression", "format", "header", "order", "root", "time"]},
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
      "description": "Paths below the root of members that are equal in everything.",
      "type": "array",
      "items": {"$ref": "#/$defs/string"}
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
    "side": {
      "type": "object",
      "required": ["name", "root", "packed_size", "unpacked_size", "members", "layers", "hazards"],
      "additionalProperties": false,
      "properties": {
        "name": {"$ref": "#/$defs/string"},
        "root": {"$ref": "#/$defs/string"},
        "packed_size": {"$ref": "#/$defs/count"},
        "unpacked_size": {"$ref": "#/$defs/count"},
        "members": {"$ref": "#/$defs/count"},
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
        }
      }
    },
    "member": {
      "type": "object",
      "required": ["index", "path", "type", "mode", "owner", "time", "size"],
      "additionalProperties": false,
      "properties": {
        "index": {"$ref": "#/$defs/count"},
        "path": {"$ref": "#/$defs/string"},
        "type": {
          "enum": ["file", "directory", "symlink", "hardlink", "char_device", "block_device", "fifo", "socket"]
        },
        "mode": {"type": "string", "pattern": "^[0-7]{4,}$"},
        "owner": {"$ref": "#/$defs/string"},
        "time": {"type": ["string", "null"]},
        "link": {"$ref": "#/$defs/string"},
        "size": {"$ref": "#/$defs/count"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}
      }
    },
    "pair": {
      "type": "object",
      "required": ["status", "paired_by", "metadata", "content"],
      "additionalProperties": false,
      "properties": {
        "status": {"enum": ["changed", "added", "removed"]},
        "paired_by": {"enum": ["path", "version_path", "content", "similarity", "none"]},
        "old": {"$ref": "#/$defs/member"},
        "new": {"$ref": "#/$defs/member"},
        "metadata": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["field", "old", "new"],
            "additionalProperties": false,
            "properties": {
              "field": {"enum": ["link", "mode", "owner", "path", "time", "type"]},
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

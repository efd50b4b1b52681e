#include "report/report.hpp"

namespace bumpgate::report {

namespace {

// JSON Schema 2020-12. Strict: whatever json.cpp does not write is refused.
constexpr std::string_view schema_text = R"schema({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:bumpgate:report:1",
  "title": "bumpgate report, version 1",
  "description": "What `bumpgate check -o json` writes. A text that was not valid UTF-8 stands with U+FFFD for each invalid byte, beside a key of the same name + \"_bytes\" that holds all its bytes in hex.",
  "type": "object",
  "additionalProperties": false,
  "required": ["schema", "tool", "outcome", "exit_code", "release", "old", "new", "policy", "summary", "changes", "hazards", "requirements", "unused", "warnings"],
  "properties": {
    "schema": {"const": "bumpgate.report/1"},
    "tool": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "version"],
      "properties": {
        "name": {"const": "bumpgate"},
        "version": {"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+"}
      }
    },
    "outcome": {"enum": ["pass", "fail", "incomplete"]},
    "exit_code": {"description": "What the outcome means as an exit code.", "enum": [0, 1, 2]},
    "error": {"$ref": "#/$defs/error"},
    "release": {"$ref": "#/$defs/release"},
    "old": {"$ref": "#/$defs/input"},
    "new": {"$ref": "#/$defs/input"},
    "policy": {"$ref": "#/$defs/policy"},
    "summary": {"$ref": "#/$defs/summary"},
    "changes": {
      "description": "Every change but those that the policy ignores, sorted by path and place.",
      "type": "array",
      "items": {"$ref": "#/$defs/change"}
    },
    "hazards": {"type": "array", "items": {"$ref": "#/$defs/hazard"}},
    "requirements": {"type": "array", "items": {"$ref": "#/$defs/requirement"}},
    "unused": {
      "type": "object",
      "additionalProperties": false,
      "required": ["rules", "waivers"],
      "properties": {
        "rules": {"$ref": "#/$defs/texts"},
        "waivers": {"$ref": "#/$defs/texts"}
      }
    },
    "warnings": {"$ref": "#/$defs/texts"}
  },
  "allOf": [
    {
      "if": {"properties": {"outcome": {"const": "pass"}}},
      "then": {
        "properties": {
          "exit_code": {"const": 0},
          "error": false,
          "summary": {"properties": {"changes": {"properties": {"denied": {"const": 0}}}}},
          "changes": {"items": {"properties": {"decision": {"enum": ["allowed", "waived"]}}}},
          "hazards": {"items": {"properties": {"decision": {"enum": ["allowed", "waived", "ignored"]}}}},
          "requirements": {"items": {"properties": {"met": {"const": true}}}}
        }
      }
    },
    {
      "if": {"properties": {"outcome": {"const": "fail"}}},
      "then": {"properties": {"exit_code": {"const": 1}, "error": false}}
    },
    {
      "if": {"properties": {"outcome": {"const": "incomplete"}}},
      "then": {"required": ["error"], "properties": {"exit_code": {"const": 2}}}
    }
  ],
  "$defs": {
    "count": {"type": "integer", "minimum": 0},
    "texts": {"type": "array", "items": {"type": "string"}},
    "hex": {"type": "string", "pattern": "^([0-9a-f]{2})+$"},
    "digest": {
      "description": "SHA-256; empty only where an incomplete run did not get to it.",
      "type": "string",
      "pattern": "^([0-9a-f]{64})?$"
    },
    "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
    "kind": {
      "description": "What the change is; `bumpgate explain KIND` tells more.",
      "enum": [
        "binary", "binary.version", "changelog.entry", "commit", "container.compression", "container.format",
        "container.header", "container.header.version", "container.order", "date", "dependency.added",
        "dependency.removed", "dependency.sibling", "dependency.version", "derived.map", "digest.derived",
        "digest.mismatch", "digest.sibling", "exec.surface", "file.added", "file.link", "file.mode",
        "file.owner", "file.removed", "file.renamed", "file.time", "file.type", "file.xattr",
        "identity.conflict", "key.order", "listing.derived", "text", "text.deceptive", "text.encoding",
        "text.line-ending", "text.whitespace", "tool.version", "unclear", "uncompared", "version.downgrade", "version.lag",
        "version.mixed", "version.own", "version.part", "version.reused", "version.sibling", "version.stale",
        "version.weak", "year"
      ]
    },
    "level": {"enum": ["silent", "warn"]},
    "day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "waiver": {
      "description": "What lifts the denial.",
      "type": "object",
      "additionalProperties": false,
      "required": ["reason", "expires"],
      "properties": {
        "reason": {"type": "string", "minLength": 1},
        "reason_bytes": {"$ref": "#/$defs/hex"},
        "by": {"type": "string", "minLength": 1},
        "by_bytes": {"$ref": "#/$defs/hex"},
        "expires": {"$ref": "#/$defs/day"}
      }
    },
    "step": {"enum": ["", "none", "build", "pre", "post", "patch", "minor", "major", "epoch", "downgrade"]},
    "error": {
      "description": "Why there is no verdict.",
      "type": "object",
      "additionalProperties": false,
      "required": ["code", "message", "hint", "context"],
      "properties": {
        "code": {"enum": ["usage", "not-found", "io", "unsupported", "empty", "truncated", "corrupt", "encrypted", "limit", "policy", "identity", "same-input", "internal"]},
        "message": {"type": "string", "minLength": 1},
        "message_bytes": {"$ref": "#/$defs/hex"},
        "hint": {"type": "string"},
        "hint_bytes": {"$ref": "#/$defs/hex"},
        "context": {"description": "What was being done, innermost first.", "$ref": "#/$defs/texts"}
      }
    },
    "release": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "ecosystem", "scheme", "from", "to", "step", "evidence"],
      "properties": {
        "name": {"type": "string"},
        "name_bytes": {"$ref": "#/$defs/hex"},
        "ecosystem": {"type": "string", "pattern": "^[a-z0-9-]*$"},
        "scheme": {"type": "string", "pattern": "^[a-z0-9-]*$"},
        "from": {"type": "string"},
        "from_bytes": {"$ref": "#/$defs/hex"},
        "to": {"type": "string"},
        "to_bytes": {"$ref": "#/$defs/hex"},
        "step": {"$ref": "#/$defs/step"},
        "evidence": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["side", "source"],
            "properties": {
              "side": {"enum": ["old", "new"]},
              "source": {"type": "string"},
              "source_bytes": {"$ref": "#/$defs/hex"},
              "name": {"type": "string"},
              "name_bytes": {"$ref": "#/$defs/hex"},
              "version": {"type": "string"},
              "version_bytes": {"$ref": "#/$defs/hex"}
            }
          }
        }
      }
    },
    "input": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "sha256", "size", "container", "members"],
      "properties": {
        "name": {"description": "File or folder name, without folders.", "type": "string"},
        "name_bytes": {"$ref": "#/$defs/hex"},
        "sha256": {"$ref": "#/$defs/digest"},
        "size": {"description": "Bytes.", "$ref": "#/$defs/count"},
        "container": {"description": "Layers, outermost first.", "type": "array", "items": {"type": "string", "pattern": "^[a-z0-9]+$"}},
        "members": {"$ref": "#/$defs/count"}
      }
    },
    "policy": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "sources", "settings"],
      "properties": {
        "name": {"type": "string"},
        "name_bytes": {"$ref": "#/$defs/hex"},
        "sources": {
          "description": "What the policy is made of, base first.",
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["name", "sha256", "built_in"],
            "properties": {
              "name": {"type": "string"},
              "name_bytes": {"$ref": "#/$defs/hex"},
              "sha256": {"$ref": "#/$defs/digest"},
              "built_in": {"type": "boolean"}
            }
          }
        },
        "settings": {"type": "object", "additionalProperties": {"type": "string"}},
        "today": {
          "description": "The day that waivers were held against; only where the policy has some.",
          "type": "object",
          "additionalProperties": false,
          "required": ["date", "from"],
          "properties": {"date": {"$ref": "#/$defs/day"}, "from": {"enum": ["clock", "flag"]}}
        }
      }
    },
    "summary": {
      "type": "object",
      "additionalProperties": false,
      "required": ["members", "files", "changes", "bytes"],
      "properties": {
        "members": {
          "description": "old and new count members of all types; the other keys count pairs of members that are no folders.",
          "type": "object",
          "additionalProperties": false,
          "required": ["old", "new", "identical", "changed", "added", "removed", "renamed"],
          "properties": {
            "old": {"$ref": "#/$defs/count"},
            "new": {"$ref": "#/$defs/count"},
            "identical": {"$ref": "#/$defs/count"},
            "changed": {"$ref": "#/$defs/count"},
            "added": {"$ref": "#/$defs/count"},
            "removed": {"$ref": "#/$defs/count"},
            "renamed": {"$ref": "#/$defs/count"}
          }
        },
        "files": {
          "description": "Members that are no folders.",
          "type": "object",
          "additionalProperties": false,
          "required": ["old", "new"],
          "properties": {
            "old": {"$ref": "#/$defs/count"},
            "new": {"$ref": "#/$defs/count"}
          }
        },
        "changes": {
          "description": "total = allowed + waived + denied; ignored ones are counted apart and not listed.",
          "type": "object",
          "additionalProperties": false,
          "required": ["total", "allowed", "waived", "denied", "warned", "ignored"],
          "properties": {
            "total": {"$ref": "#/$defs/count"},
            "allowed": {"$ref": "#/$defs/count"},
            "waived": {"$ref": "#/$defs/count"},
            "denied": {"$ref": "#/$defs/count"},
            "warned": {"$ref": "#/$defs/count"},
            "ignored": {"$ref": "#/$defs/count"}
          }
        },
        "bytes": {
          "type": "object",
          "additionalProperties": false,
          "required": ["changed", "explained"],
          "properties": {
            "changed": {"$ref": "#/$defs/count"},
            "explained": {"$ref": "#/$defs/count"}
          }
        }
      }
    },)schema"
                                         R"schema(
    "side": {
      "description": "Where one side differs. offset, length and column count bytes; line and column begin with 1. text holds at most 4096 bytes.",
      "type": "object",
      "additionalProperties": false,
      "required": ["line", "column", "offset", "length", "text"],
      "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "offset": {"$ref": "#/$defs/count"},
        "length": {"$ref": "#/$defs/count"},
        "text": {"type": "string"},
        "text_bytes": {"$ref": "#/$defs/hex"}
      }
    },
    "change": {
      "type": "object",
      "additionalProperties": false,
      "required": ["id", "kind", "path", "decision", "level", "reason"],
      "properties": {
        "id": {"$ref": "#/$defs/fingerprint"},
        "kind": {"$ref": "#/$defs/kind"},
        "path": {"description": "Below the release's root folder; empty: the container or the release itself.", "type": "string"},
        "path_bytes": {"$ref": "#/$defs/hex"},
        "old_path": {"type": "string", "minLength": 1},
        "old_path_bytes": {"$ref": "#/$defs/hex"},
        "decision": {"enum": ["allowed", "waived", "denied"]},
        "level": {"$ref": "#/$defs/level"},
        "rule": {"description": "What decided: a rule, a setting or an entry of protect.", "type": "string", "minLength": 1},
        "rule_bytes": {"$ref": "#/$defs/hex"},
        "waiver": {"$ref": "#/$defs/waiver"},
        "reason": {"description": "What proved the kind, or failed to prove a version.", "type": "string"},
        "reason_bytes": {"$ref": "#/$defs/hex"},
        "explanation": {"description": "Why no rule allows it.", "type": "string", "minLength": 1},
        "explanation_bytes": {"$ref": "#/$defs/hex"},
        "old": {"$ref": "#/$defs/side"},
        "new": {"$ref": "#/$defs/side"},
        "old_value": {"description": "Of a name, of metadata, or what a file as a whole is.", "type": "string"},
        "old_value_bytes": {"$ref": "#/$defs/hex"},
        "new_value": {"type": "string"},
        "new_value_bytes": {"$ref": "#/$defs/hex"},
        "key": {"description": "The value of a structured file that holds the change, as a policy's {key: ...} names it (RFC 6901).", "type": "string", "pattern": "^/"},
        "key_bytes": {"$ref": "#/$defs/hex"},
        "name": {"description": "Whose version or requirement it is.", "type": "string", "minLength": 1},
        "name_bytes": {"$ref": "#/$defs/hex"},
        "step": {"$ref": "#/$defs/step"},
        "fix": {"description": "The smallest policy edit that would allow it, as YAML.", "type": "string", "minLength": 1},
        "fix_bytes": {"$ref": "#/$defs/hex"},
        "fix_means": {"description": "What that edit would let through.", "type": "string", "minLength": 1},
        "fix_means_bytes": {"$ref": "#/$defs/hex"}
      },
      "anyOf": [
        {"required": ["old"]},
        {"required": ["new"]},
        {"required": ["old_value", "new_value"]}
      ],
      "allOf": [
        {
          "if": {"properties": {"decision": {"const": "allowed"}}},
          "then": {"required": ["rule"], "properties": {"fix": false}}
        },
        {
          "if": {"properties": {"decision": {"const": "waived"}}},
          "then": {"required": ["rule", "waiver"]},
          "else": {"properties": {"waiver": false}}
        }
      ]
    },
    "hazard": {
      "description": "Something about a container that lets two readers see different content.",
      "type": "object",
      "additionalProperties": false,
      "required": ["id", "fingerprint", "container", "state", "offset", "detail", "decision", "level"],
      "properties": {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "fingerprint": {"$ref": "#/$defs/fingerprint"},
        "container": {"description": "The layer that the offset is about.", "type": "string", "pattern": "^[a-z0-9]+$"},
        "member": {"type": "string", "minLength": 1},
        "member_bytes": {"$ref": "#/$defs/hex"},
        "state": {"enum": ["introduced", "existing", "gone"]},
        "offset": {"description": "Bytes from the start of the layer.", "$ref": "#/$defs/count"},
        "detail": {"type": "string"},
        "detail_bytes": {"$ref": "#/$defs/hex"},
        "decision": {"enum": ["allowed", "waived", "denied", "ignored"]},
        "level": {"$ref": "#/$defs/level"},
        "rule": {"type": "string", "minLength": 1},
        "rule_bytes": {"$ref": "#/$defs/hex"},
        "waiver": {"$ref": "#/$defs/waiver"},
        "fix": {"type": "string", "minLength": 1},
        "fix_bytes": {"$ref": "#/$defs/hex"}
      },
      "if": {"properties": {"decision": {"const": "waived"}}},
      "then": {"required": ["rule", "waiver"], "properties": {"fix": false}},
      "else": {"properties": {"waiver": false}}
    },
    "requirement": {
      "type": "object",
      "additionalProperties": false,
      "required": ["text", "source", "met"],
      "properties": {
        "text": {"type": "string", "minLength": 1},
        "text_bytes": {"$ref": "#/$defs/hex"},
        "source": {"type": "string"},
        "source_bytes": {"$ref": "#/$defs/hex"},
        "met": {"type": "boolean"}
      }
    }
  }
}
)schema";

}  // namespace

std::string_view json_schema() {
    return schema_text;
}

}  // namespace bumpgate::report

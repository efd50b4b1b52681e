#pragma once

#include <deque>
#include <string>
#include <vector>

#include "archive/tree.hpp"
#include "release/identity.hpp"

// Trees as reading would build them, made in code.
namespace bumpgate::release {

struct TestMember {
    std::string path;
    std::string content;
    MemberType type = MemberType::file;
};

/// Keeps the strings that the trees' contents point into.
class TestTrees {
  public:
    /// A tree in these layers ("gzip", "tar"; "zip"; "directory").
    Tree make(std::string name, const std::vector<std::string>& layers,
              const std::vector<TestMember>& members) {
        Tree tree;
        tree.name = std::move(name);
        for (const auto& format : layers) {
            tree.layers.emplace_back();
            tree.layers.back().format = format;
        }
        for (const auto& row : members) tree.members.push_back(member(row));
        return tree;
    }

    Tree targz(std::string name, const std::vector<TestMember>& members) {
        return make(std::move(name), {"gzip", "tar"}, members);
    }
    Tree zip(std::string name, const std::vector<TestMember>& members) {
        return make(std::move(name), {"zip"}, members);
    }
    Tree directory(std::string name, const std::vector<TestMember>& members) {
        return make(std::move(name), {"directory"}, members);
    }

  private:
    Member member(const TestMember& row) {
        Member made;
        made.path = row.path;
        made.type = row.type;
        contents_.push_back(row.content);
        made.content = contents_.back();
        return made;
    }

    std::deque<std::string> contents_;
};

}  // namespace bumpgate::release

import Testing

/// What the README tells a newcomer to type works, in that order.
@Suite struct ReadmeTests {
    /// The blocks of a language, in their order.
    private static func blocks(of language: String, in document: String) -> [String] {
        var blocks: [String] = []
        var current: [Substring]?
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = current {
                if line == "```" {
                    blocks.append(lines.joined(separator: "\n"))
                    current = nil
                } else {
                    current = lines + [line]
                }
            } else if line == "```\(language)" {
                current = []
            }
        }
        return blocks
    }

    /// A copy of the repository as git knows it, without what was built and run in it.
    private static func copyRepository(to sandbox: Sandbox) async throws {
        let copy = try await sandbox.shell(
            """
            set -euo pipefail
            mkdir repository
            git -C '\(Program.repository)' ls-files -z --cached --others --exclude-standard --deduplicate > files
            cd '\(Program.repository)'
            while IFS= read -r -d '' file; do if [ -e "$file" ]; then printf '%s\\0' "$file"; fi; done \\
                < "$OLDPWD/files" | tar --create --null --files-from=- | tar --extract --directory "$OLDPWD/repository"
            """)
        try #require(copy.code == 0, "\(copy.error)")
    }

    @Test func everyCommandWorksInTheOrderInWhichItStands() async throws {
        let sandbox = try Sandbox()
        try await Self.copyRepository(to: sandbox)
        let blocks = Self.blocks(of: "sh", in: try sandbox.read("repository/README.md"))
        #expect(blocks.count > 5)
        let run = try await sandbox.shell("set -euo pipefail\ncd repository\n" + blocks.joined(separator: "\n"))
        #expect(run.code == 0, "\(run.output)\n\(run.error)")
        // The failure that the reader is asked to provoke, and its mending.
        #expect(run.output.contains("driver ended with exit code 1"))
        #expect(run.output.contains("upstream_failed visits.report"))
    }
}

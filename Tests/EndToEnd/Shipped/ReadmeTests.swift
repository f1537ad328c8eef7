import Testing

/// What the README tells a newcomer to type works as it stands, in that order.
@Suite struct ReadmeTests {
    @Test func itsCommandsRunInOrderInAFreshCopy() async throws {
        let sandbox = try Sandbox()
        let copy = try await sandbox.shell(
            "mkdir copy && tar -C '\(Program.repository)' --exclude ./.build --exclude './.build-*' --exclude ./.dataswarm \\\n"
                + "    --exclude ./.git -cf - . | tar -C copy -xf -"
        )
        #expect(copy.code == 0, "\(copy.error)")

        let readme = try Repository.lines(of: "\(Program.repository)/README.md", keepingEmpty: true)
        let commands = Self.blocks(of: "sh", in: readme)
        #expect(commands.contains { $0.hasPrefix("driver ") })
        try sandbox.write("set -euo pipefail\ncd copy\n\(commands.joined(separator: "\n"))\n", to: "readme.sh")
        let run = try await sandbox.shell("bash readme.sh")
        #expect(run.code == 0, "\(run.output)\n\(run.error)")
    }

    /// The lines of all code blocks in a language, one after the other.
    private static func blocks(of language: String, in lines: [Substring]) -> [Substring] {
        var found: [Substring] = []
        var isInside = false
        for line in lines {
            if line.hasPrefix("```") { isInside = line == "```\(language)" } else if isInside { found.append(line) }
        }
        return found
    }
}

import Testing

@testable import DriverCommands

@Suite struct NewPackageFilesTests {
    @Test func theFilesMakeAPackage() throws {
        let framework = try NewPackage.Framework("https://example.org/tools/swarm.git", from: "/")
        let files = NewPackage(name: "trips", framework: framework, folder: "/home/me/trips").files
        #expect(
            files.map(\.path).sorted() == [
                ".gitignore", "Package.swift", "Pipelines/Definitions.swift", "Pipelines/Hello.swift", "README.md",
                "Sources/definitions/main.swift", "Tests/PipelinesTests/HelloTests.swift",
            ]
        )
        #expect(files.allSatisfy { $0.content.hasSuffix("\n") && !$0.content.hasSuffix("\n\n") })
        let manifest = files.first { $0.path == "Package.swift" }?.content ?? ""
        #expect(manifest.contains(#"name: "trips""#))
        #expect(manifest.contains(#".package(url: "https://example.org/tools/swarm.git""#))
        #expect(manifest.contains(#"package: "swarm""#))
    }

    @Test func theFrameworkCanBeAFolder() throws {
        let scratch = try Scratch()
        try scratch.write("", to: "framework/Package.swift")
        let framework = try NewPackage.Framework("framework", from: scratch.path)
        let root = Path.resolved(scratch.path)
        #expect(framework.dependency(from: "\(root)/trips").contains("path: \"../framework\""))
        #expect(framework.dependency(from: "\(root)/a/b/trips").contains("path: \"../../../framework\""))
        // The two have no more in common than the root.
        #expect(framework.dependency(from: "/srv/trips").contains("path: \"\(root)/framework\""))
        #expect(framework.identity == "dataswarm")
    }

    @Test func theFrameworkThatIsMeantIsTheOneThatCameWithTheDriver() throws {
        let scratch = try Scratch()
        let root = scratch.path
        try scratch.write("", to: "bin/driver")
        #expect(InstalledFramework.address(program: "\(root)/bin/driver") == nil)
        try scratch.write("git@example.org:tools/swarm.git\n", to: "share/dataswarm/framework")
        #expect(InstalledFramework.address(program: "\(root)/bin/driver") == "git@example.org:tools/swarm.git")
        try scratch.write("", to: "checkout/Package.swift")
        try scratch.write("", to: "checkout/Sources/Dataswarm/x")
        #expect(
            InstalledFramework.address(program: "\(root)/checkout/.build/x86_64/debug/driver") == "\(root)/checkout")
    }

    @Test func whatIsNoFrameworkIsRefused() throws {
        let scratch = try Scratch()
        for text in ["", "a\"b", "a\\b", "a\nb"] {
            #expect(sentences { _ = try NewPackage.Framework(text, from: scratch.path) }.count == 1)
        }
        #expect(
            sentences { _ = try NewPackage.Framework("nowhere", from: scratch.path) }
                == ["--package nowhere: there is no Package.swift in it."]
        )
    }
}

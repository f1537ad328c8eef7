import Testing

@testable import DriverCommands

@Suite struct FingerprintTests {
    private func package() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["Pipelines/A.swift", "Sources/definitions/main.swift", "Tests/T/T.swift"] {
            try scratch.write("// \(name)", to: "package/\(name)")
        }
        try scratch.write(
            #"// .package(name: "dataswarm", path: "../framework", traits: [])"#, to: "package/Package.swift")
        for name in ["Package.swift", "Sources/Dataswarm/Task.swift", "Tests/T/T.swift"] {
            try scratch.write("// \(name)", to: "framework/\(name)")
        }
        return scratch
    }

    private func fingerprint(_ scratch: Scratch, _ package: String = "package") -> Fingerprint {
        PackageSources(package: "\(scratch.path)/\(package)").fingerprint
    }

    /// Whether it takes a build; where it does, a look at the files alone must say so, too.
    private func isChanged(_ change: (Scratch) throws -> Void) throws -> Bool {
        let package = try package()
        let before = fingerprint(package)
        let (quick, content) = (before.quick, before.content)
        #expect(fingerprint(package).quick == quick)
        try change(package)
        let after = fingerprint(package)
        if after.content != content { #expect(after.quick != quick) }
        return after.content != content
    }

    @Test func anEditIsAChange() throws {
        #expect(try isChanged { try $0.write("// another", to: "package/Pipelines/A.swift") })
        #expect(try isChanged { try $0.write("// Pipelines/B.swift", to: "package/Pipelines/A.swift") })
        #expect(try isChanged { try $0.write("// Package.swift", to: "package/Package.swift") })
    }

    @Test func aFileThatComesOrGoesIsAChange() throws {
        #expect(try isChanged { try $0.write("", to: "package/Pipelines/B.swift") })
        #expect(try isChanged { try $0.write("", to: "package/Pipelines/Deep/Down/B.swift") })
        #expect(try isChanged { try $0.write("", to: "package/Package.resolved") })
        #expect(try isChanged { Path.remove("\($0.path)/package/Pipelines/A.swift") })
        #expect(
            try isChanged {
                _ = Path.rename("\($0.path)/package/Pipelines/A.swift", to: "\($0.path)/package/Pipelines/C.swift")
            })
    }

    @Test func anEditOfAFrameworkBesideItIsAChange() throws {
        #expect(try isChanged { try $0.write("// another", to: "framework/Sources/Dataswarm/Task.swift") })
        #expect(try isChanged { try $0.write("", to: "framework/Sources/Dataswarm/More.swift") })
        #expect(try !isChanged { try $0.write("// another", to: "framework/Tests/T/T.swift") })
        // And of what that depends on in turn.
        let scratch = try package()
        try scratch.write(#".package(path: "../deep")"#, to: "framework/Package.swift")
        try scratch.write("", to: "deep/Sources/A.swift")
        let before = fingerprint(scratch).content
        try scratch.write("// another", to: "deep/Sources/A.swift")
        #expect(fingerprint(scratch).content != before)
    }

    @Test func aLinkIsFollowedAndNotInACircle() throws {
        let scratch = try package()
        try scratch.write("", to: "shared/B.swift")
        _ = try scratch.shell("ln -s ../../shared package/Pipelines/shared; ln -s .. package/Pipelines/up")
        let before = fingerprint(scratch).content
        try scratch.write("// another", to: "shared/B.swift")
        #expect(fingerprint(scratch).content != before)
    }

    @Test func whatIsNotBuiltIsNoChange() throws {
        #expect(try !isChanged { try $0.write("// another", to: "package/Tests/T/T.swift") })
        #expect(try !isChanged { try $0.write("", to: "package/.build/checkouts/A.swift") })
        #expect(try !isChanged { try $0.write("", to: "package/.dataswarm/A.swift") })
        #expect(try !isChanged { try $0.write("", to: "package/Pipelines/script.sh") })
        // Only the package's own tests are tests.
        #expect(try isChanged { try $0.write("", to: "package/Pipelines/Tests/A.swift") })
    }

    @Test func whatIsSavedAsItWasIsNoChange() throws {
        #expect(try !isChanged { try $0.write("// Pipelines/A.swift", to: "package/Pipelines/A.swift") })
        #expect(try !isChanged { _ = try $0.shell("touch package/Pipelines/A.swift framework/Package.swift") })
    }

    @Test func howItIsSpelledAndWhereItLiesIsNoChange() throws {
        let scratch = try package()
        let own = fingerprint(scratch)
        for spelling in ["package/", "./package", "package/../package", "package/Pipelines/.."] {
            #expect(fingerprint(scratch, spelling).quick == own.quick)
        }
        _ = try scratch.shell("ln -s package link; mkdir copy; cp -r package framework copy")
        #expect(fingerprint(scratch, "link").quick == own.quick)
        #expect(fingerprint(scratch, "copy/package").content == own.content)
    }

    @Test func aFileHasOneAndWhereThereIsNoneItHasNot() throws {
        let package = try package()
        let path = "\(package.path)/package/Package.swift"
        let before = try #require(Fingerprint(of: path))
        #expect(Fingerprint(of: "\(package.path)/package/../package/Package.swift")?.quick == before.quick)
        let content = before.content
        try package.write("// another manifest", to: "package/Package.swift")
        #expect(Fingerprint(of: path)?.content != content)
        #expect(Fingerprint(of: "\(package.path)/nowhere") == nil)
    }
}

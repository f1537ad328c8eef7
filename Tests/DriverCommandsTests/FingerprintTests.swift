import Testing

@testable import DriverCommands

@Suite struct FingerprintTests {
    private func package() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["Package.swift", "Pipelines/A.swift", "Sources/definitions/main.swift", "Tests/T/T.swift"] {
            try scratch.write("// \(name)", to: name)
        }
        return scratch
    }

    private func isChanged(_ change: (Scratch) throws -> Void) throws -> Bool {
        let package = try package()
        let before = Fingerprint.of(package: package.path)
        #expect(Fingerprint.of(package: package.path) == before)
        try change(package)
        return Fingerprint.of(package: package.path) != before
    }

    @Test func anEditIsAChange() throws {
        #expect(try isChanged { try $0.write("// another", to: "Pipelines/A.swift") })
        #expect(try isChanged { try $0.write("// Pipelines/B.swift", to: "Pipelines/A.swift") })
        #expect(try isChanged { try $0.write("// Package.swift", to: "Package.swift") })
    }

    @Test func aFileThatComesOrGoesIsAChange() throws {
        #expect(try isChanged { try $0.write("", to: "Pipelines/B.swift") })
        #expect(try isChanged { try $0.write("", to: "Pipelines/Deep/Down/B.swift") })
        #expect(try isChanged { Path.remove("\($0.path)/Pipelines/A.swift") })
        #expect(try isChanged { _ = Path.rename("\($0.path)/Pipelines/A.swift", to: "\($0.path)/Pipelines/C.swift") })
    }

    @Test func whatIsNotBuiltIsNoChange() throws {
        #expect(try !isChanged { try $0.write("// another", to: "Tests/T/T.swift") })
        #expect(try !isChanged { try $0.write("", to: ".build/checkouts/A.swift") })
        #expect(try !isChanged { try $0.write("", to: ".dataswarm/A.swift") })
        #expect(try !isChanged { try $0.write("", to: "Pipelines/script.sh") })
        // Only the package's own tests are tests.
        #expect(try isChanged { try $0.write("", to: "Pipelines/Tests/A.swift") })
    }

    @Test func aFileHasOneAndWhereThereIsNoneItHasNot() throws {
        let package = try package()
        let path = "\(package.path)/Package.swift"
        let before = Fingerprint.of(file: path)
        #expect(before != nil)
        try package.write("// another manifest", to: "Package.swift")
        #expect(Fingerprint.of(file: path) != before)
        #expect(Fingerprint.of(file: "\(package.path)/nowhere") == nil)
    }
}

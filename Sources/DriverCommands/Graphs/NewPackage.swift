import PipelineGraph

/// The files of a new package.
struct NewPackage {
    let name: String
    let framework: Framework

    /// Where it will lie, without links.
    let folder: String

    /// The framework as a package's manifest names it.
    enum Framework {
        case folder(String)
        case repository(String)

        init(_ text: String, from current: String) throws {
            let isAddress = text.contains("://") || text.contains(/^[\w.-]+@[\w.-]+:/)
            guard !text.isEmpty, text.printable == text, !text.contains("\""), !text.contains("\\") else {
                throw DriverError(.usage, "--package '\(text.printable)' is no folder and no address of a repository.")
            }
            if isAddress {
                self = .repository(text)
                return
            }
            let path = Path.absolute(text, from: current)
            guard Path.exists("\(path)/Package.swift") else {
                throw DriverError(.usage, "--package \(text): there is no Package.swift in it.")
            }
            self = .folder(Path.resolved(path))
        }

        /// - Parameter folder: the package's. A path is relative to it where they have a folder in common, so that both can move.
        func dependency(from folder: String) -> String {
            switch self {
            case .folder(let path):
                ".package(name: \"dataswarm\", path: \"\(Path.relative(path, to: folder))\", traits: [])"
            case .repository(let address): ".package(url: \"\(address)\", branch: \"main\", traits: [])"
            }
        }

        /// The name by which products are taken from it.
        var identity: String {
            switch self {
            case .folder: return "dataswarm"
            case .repository(let address):
                let last = address.split(whereSeparator: { "/:".contains($0) }).last.map(String.init) ?? "dataswarm"
                return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
            }
        }
    }

    var files: [(path: String, content: String)] {
        [
            ("Package.swift", manifest), (".gitignore", ".build/\n.dataswarm/\n"), ("README.md", readme),
            ("Pipelines/Hello.swift", pipeline), ("Pipelines/Definitions.swift", list),
            ("Sources/definitions/main.swift", main), ("Tests/PipelinesTests/HelloTests.swift", test),
        ]
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.1

        import PackageDescription

        let package = Package(
            name: "\(name)",
            dependencies: [
                \(framework.dependency(from: folder))
            ],
            targets: [
                .target(
                    name: "Pipelines",
                    dependencies: [.product(name: "Dataswarm", package: "\(framework.identity)")],
                    path: "Pipelines"
                ),
                .executableTarget(
                    name: "definitions",
                    dependencies: ["Pipelines", .product(name: "Dataswarm", package: "\(framework.identity)")]
                ),
                .testTarget(
                    name: "PipelinesTests",
                    dependencies: ["Pipelines", .product(name: "Dataswarm", package: "\(framework.identity)")]
                ),
            ]
        )

        """
    }

    private var pipeline: String {
        #"""
        import Dataswarm

        /// Greets the day, and counts the letters of the greeting.
        let hello = Pipeline("hello", schedule: .daily) {
            Defaults(owner: "you", retries: .upTo(2, backoff: .exponential(from: .seconds(10))))

            let greet = Task("greet", Shell("echo 'Hello, \(.ds)' > \(.output)/greeting.txt"))
            Task("count", Shell("wc -c < \(greet.output)/greeting.txt"), depList: [greet])
        }

        """#
    }

    private var list: String {
        """
        import Dataswarm

        /// All pipelines of this package, and the pools that they share.
        public let definitions = Definitions(
            pools: [],
            pipelines: [hello]
        )

        """
    }

    private var main: String {
        """
        import Dataswarm
        import Pipelines

        definitions.main()

        """
    }

    private var test: String {
        #"""
        import Dataswarm
        import Testing

        @testable import Pipelines

        @Suite struct HelloTests {
            @Test func itGreetsAndThenCounts() {
                #expect(hello.tasks.map(\.name) == ["greet", "count"])
            }

            @Test func theGreetingNamesTheDay() throws {
                let greet = try hello.rendered("greet", ds: "2016-04-26")
                #expect(greet.arguments.last == "echo 'Hello, 2016-04-26' > $DATASWARM_OUTPUT/greeting.txt")
            }
        }

        """#
    }

    private var readme: String {
        """
        # \(name)

        Pipelines for `driver`.

        ```
        driver --ds 2016-04-26                run what is not done
        driver plan --ds 2016-04-26           show what would run, and why
        driver status --ds 2016-04-26         show what is done
        swift test                            test the pipelines
        ```

        A pipeline is a file in `Pipelines`, listed in `Pipelines/Definitions.swift`.

        """
    }
}

// swift-tools-version: 6.2

import PackageDescription

/// Our own modules are held to warnings as errors, and import no more than they say.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// What only `driver` needs is fetched only for it: an author's package depends on the language alone and turns this off.
let driver: TargetDependencyCondition? = .when(traits: ["Driver"])

let package = Package(
    name: "dataswarm",
    products: [
        .library(name: "Dataswarm", targets: ["Dataswarm"]),
        .library(name: "Templates", targets: ["Templates"]),
        .executable(name: "driver", targets: ["driver"]),
    ],
    traits: [
        .trait(name: "Driver", description: "The executable driver, and what it depends on."),
        .default(enabledTraits: ["Driver"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // What an author imports. It depends on nothing beyond the toolchain.
        .target(name: "Dataswarm", swiftSettings: strict),
        .target(name: "Templates", dependencies: ["Dataswarm"], path: "Templates", swiftSettings: strict),
        .target(
            name: "Pipelines", dependencies: ["Dataswarm", "Templates"], path: "Pipelines",
            exclude: ["Data", "Scripts"],
            swiftSettings: strict),
        .executableTarget(name: "definitions", dependencies: ["Dataswarm", "Pipelines"], swiftSettings: strict),

        // What executes it. None of these links a pipeline.
        .target(name: "PipelineRecord", dependencies: ["Dataswarm"], swiftSettings: strict),
        // What a browser shows, as functions of values.
        .target(name: "Page", dependencies: ["PipelineRecord"], swiftSettings: strict),
        // Which moment a civil time is in a zone, and when a ds is due; for all rooms that reckon with time.
        .target(name: "CivilTime", dependencies: ["Dataswarm", "Host"], swiftSettings: strict),
        .target(
            name: "PipelineGraph", dependencies: ["CivilTime", "Dataswarm", "PipelineRecord"], swiftSettings: strict),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "Host", "PipelineRecord", .product(name: "GRDB", package: "GRDB.swift", condition: driver),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "PipelineEngine",
            dependencies: ["Dataswarm", "PipelineGraph", "PipelineRecord"],
            swiftSettings: strict
        ),
        // What this computer gives, and processes; neither knows of tasks.
        .target(name: "Host", swiftSettings: strict),
        .target(name: "Masking", swiftSettings: strict),
        .target(name: "ProcessKeeping", dependencies: ["Host", "Masking"], swiftSettings: strict),
        .target(
            name: "Runs",
            dependencies: ["CivilTime", "Dataswarm", "Host", "PipelineEngine", "PipelineGraph", "PipelineRecord"],
            swiftSettings: strict),
        .target(
            name: "AttemptWorkspace", dependencies: ["Dataswarm", "Host", "PipelineEngine"], swiftSettings: strict),
        .target(
            name: "LocalLauncher",
            dependencies: [
                "AttemptWorkspace", "CivilTime", "Dataswarm", "Host", "Masking", "PipelineEngine", "PipelineRecord",
                "ProcessKeeping",
            ],
            swiftSettings: strict),
        .target(
            name: "DriverCommands",
            dependencies: [
                "CivilTime", "Dataswarm", "Host", "LocalLauncher", "Masking", "PipelineEngine", "PipelineGraph",
                "PipelineRecord", "ProcessKeeping", "Runs", "SQLiteStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: driver),
                .product(name: "Subprocess", package: "swift-subprocess", condition: driver),
            ],
            swiftSettings: strict
        ),
        .executableTarget(name: "driver", dependencies: ["DriverCommands", "ProcessKeeping"], swiftSettings: strict),

        .testTarget(
            name: "DataswarmTests", dependencies: ["Dataswarm"], exclude: ["GraphFormat/rich.json"],
            swiftSettings: strict),
        .testTarget(name: "PageTests", dependencies: ["Page", "PipelineRecord"], swiftSettings: strict),
        .testTarget(
            name: "PipelineRecordTests", dependencies: ["Dataswarm", "PipelineGraph", "PipelineRecord"],
            swiftSettings: strict),
        .testTarget(
            name: "PipelineGraphTests", dependencies: ["CivilTime", "Dataswarm", "PipelineGraph", "PipelineRecord"],
            swiftSettings: strict),
        .testTarget(
            name: "SQLiteStoreTests",
            dependencies: [
                "PipelineRecord", "SQLiteStore", "StoreConformance", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift", condition: driver),
            ],
            swiftSettings: strict),
        // What every store must answer, and one in memory that simulations use.
        .target(
            name: "StoreConformance", dependencies: ["PipelineRecord"], path: "Tests/StoreConformance",
            swiftSettings: strict),
        .testTarget(
            name: "StoreConformanceTests", dependencies: ["PipelineRecord", "StoreConformance"],
            swiftSettings: strict),
        .testTarget(
            name: "PipelineEngineTests",
            dependencies: ["Dataswarm", "PipelineEngine", "PipelineGraph", "PipelineRecord"], swiftSettings: strict),
        .testTarget(
            name: "RunsTests",
            dependencies: [
                "Dataswarm", "Host", "PipelineEngine", "PipelineGraph", "PipelineRecord", "Runs", "StoreConformance",
            ], swiftSettings: strict),
        .testTarget(
            name: "CivilTimeTests", dependencies: ["CivilTime", "Dataswarm", "TestSupport"],
            exclude: ["zone_oracle.py"], swiftSettings: strict),
        .testTarget(name: "HostTests", dependencies: ["Host"], swiftSettings: strict),
        .testTarget(name: "MaskingTests", dependencies: ["Masking", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ProcessKeepingTests", dependencies: ["Host", "ProcessKeeping", "TestSupport", "driver"],
            swiftSettings: strict),
        .testTarget(
            name: "AttemptWorkspaceTests", dependencies: ["AttemptWorkspace", "Host"], swiftSettings: strict),
        // What makes a long record for measurements.
        .executableTarget(
            name: "record-generator", dependencies: ["PipelineRecord", "SQLiteStore"], path: "Tests/RecordGenerator",
            swiftSettings: strict),
        // What the tests of adoption start and kill: it cannot be the process of the tests.
        .executableTarget(
            name: "AdoptionProgram",
            dependencies: ["Dataswarm", "Host", "LocalLauncher", "PipelineEngine", "PipelineRecord", "ProcessKeeping"],
            path: "Tests/AdoptionProgram", swiftSettings: strict),
        .testTarget(
            name: "LocalLauncherTests",
            dependencies: [
                "AdoptionProgram", "AttemptWorkspace", "CivilTime", "Dataswarm", "Host", "LocalLauncher",
                "PipelineEngine", "ProcessKeeping",
                "TestSupport", "driver",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PipelinesTests", dependencies: ["Dataswarm", "PipelineGraph", "Pipelines", "Templates"],
            swiftSettings: strict),
        .testTarget(
            name: "DriverCommandsTests",
            dependencies: [
                "CivilTime", "Dataswarm", "DriverCommands", "Host", "PipelineEngine", "PipelineGraph", "PipelineRecord",
                "Runs",
                "SQLiteStore",
            ],
            swiftSettings: strict),
        // What tests share that call the programs as a person would.
        .target(
            name: "TestSupport",
            dependencies: [
                "Dataswarm", .product(name: "Subprocess", package: "swift-subprocess", condition: driver),
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Dataswarm", "TestSupport", "definitions", "driver",
                .product(name: "Subprocess", package: "swift-subprocess", condition: driver),
            ],
            path: "Tests/EndToEnd", exclude: ["flights_oracle.py"], swiftSettings: strict),
        // A service to be killed: it executes runs, and adopts what an earlier one has left.
        .executableTarget(
            name: "ServiceProgram",
            dependencies: [
                "Dataswarm", "Host", "LocalLauncher", "PipelineEngine", "PipelineGraph", "PipelineRecord",
                "ProcessKeeping", "Runs", "SQLiteStore",
            ],
            path: "Tests/ServiceProgram", swiftSettings: strict),
        .testTarget(
            name: "FaultTests",
            dependencies: ["Dataswarm", "ServiceProgram", "TestSupport", "driver"],
            path: "Tests/Faults", exclude: ["Support/meddler.c"], swiftSettings: strict),
        .testTarget(
            name: "FuzzingTests",
            dependencies: [
                "CivilTime", "Dataswarm", "DriverCommands", "PipelineGraph", "PipelineRecord", "Runs", "Templates",
                "TestSupport",
                "driver", .product(name: "ArgumentParser", package: "swift-argument-parser", condition: driver),
            ],
            path: "Tests/Fuzzing", exclude: ["Corpus", "Harness", "run"], swiftSettings: strict),
    ]
)

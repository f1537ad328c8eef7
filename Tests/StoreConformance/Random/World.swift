import PipelineRecord

/// What a random walk is about: few tasks, ds, pools and owners, so that runs get into each other's way.
enum World {
    static let tasks = ["p.a", "p.b", "p.c", "p.s.create"]
    static let datestamps = ["2016-04-25", "2016-04-26", "2016-04-27"]
    static let ranges = ["2016-04-25..2016-04-26", "2016-04-20..2016-04-30"]
    static let resources = ["p.s", "p.t"]
    static let keys = datestamps.flatMap { ds in tasks.map { TaskKey($0, ds: ds) } }

    static let owners = [
        RunOwner(id: "one", process: 42, bootID: "boot", processStarted: 7, mark: 9),
        RunOwner(id: "two", process: 43, bootID: "boot", mark: 10),
        RunOwner(id: "three", process: 44, bootID: "boot", mark: 11, isAdoptable: true),
        RunOwner(id: "four", process: 45, bootID: "later", mark: 12, isAdoptable: true),
    ]

    /// What a key needs in a run: two graphs that disagree, of which each run has one.
    static func slots(of key: TaskKey, run: Int64) -> [SlotClaim] {
        let hive = SlotClaim("hive", slots: 1, limit: run % 2 == 0 ? 1 : 2)
        let mysql = SlotClaim("mysql", slots: 2, limit: 3)
        switch (key.task, run % 2) {
        case ("p.a", _): return [hive]
        case ("p.b", 0): return [mysql, hive]
        case ("p.b", _): return [hive, mysql]
        case ("p.c", 0): return [mysql]
        default: return []
        }
    }
}

import Dataswarm
import Testing

@Suite struct ResourceTests {
    @Test func comesAlongWithItsUsersAndBringsWhatItWaitsFor() {
        let pipeline = Pipeline("p") {
            let wait = Task("wait", NoOp())
            let database = Resource("db", create: NoOp(), destroy: NoOp(), depList: [wait])
            Task("load", NoOp(), uses: [database])
        }
        #expect(pipeline.resources.map(\.name) == ["db"])
        #expect(pipeline.tasks.map(\.name) == ["wait", "load"])
        #expect(pipeline.forgotten.isEmpty)
        #expect(pipeline.task(named: "load")?.uses.map(\.name) == ["db"])
    }

    @Test func oneThatNothingUsesIsForgotten() {
        let pipeline = Pipeline("p") {
            let database = Resource("db", create: NoOp(), destroy: NoOp())
            let _ = database
            Task("load", NoOp())
        }
        #expect(pipeline.resources.isEmpty)
        #expect(pipeline.forgotten.map(\.name) == ["db"])
    }

    /// The run key is that of the resource in both steps, and the output one folder.
    @Test func itsStepsAndItsUsersAgreeOnNames() throws {
        let pipeline = Pipeline("p") {
            let cluster = Resource(
                "cluster", create: Shell("start \(.runKey) > \(.output)/id"),
                destroy: { Shell("stop \(.runKey) \($0)/id") })
            Task("load", Shell("load \(cluster.output)/id"), uses: [cluster])
        }
        let scripts = try ["cluster.create", "cluster.destroy", "load"].map {
            try pipeline.rendered($0, ds: "2016-04-26").process?.arguments.last
        }
        #expect(
            scripts == [
                "start p.cluster@2016-04-26 > $DATASWARM_OUTPUT/id",
                "stop p.cluster@2016-04-26 $DATASWARM_PUBLISHED/p.cluster/2016-04-26/id",
                "load $DATASWARM_PUBLISHED/p.cluster/2016-04-26/id",
            ])
    }

    /// A chain of tasks that hangs together by resources is released link by link, too.
    @Test func aLongChainThroughResourcesIsReleased() {
        var last = Task("first", NoOp())
        for index in 0..<100_000 {
            last = Task("t", NoOp(), uses: [Resource("r\(index)", create: NoOp(), destroy: NoOp(), depList: [last])])
        }
        #expect(last.uses.count == 1)
    }
}

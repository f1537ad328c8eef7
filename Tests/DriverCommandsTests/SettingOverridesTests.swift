import Dataswarm
import PipelineGraph
import Runs
import Testing

@testable import DriverCommands

@Suite struct SettingOverridesTests {
    private func parse(_ settings: String...) throws -> Settings {
        let definitions = Definitions(
            pools: [Pool("hive", slots: 2), Pool("disk", slots: 1)], pipelines: [Pipeline("p") { Task("t", NoOp()) }])
        return try SettingOverrides.parse(settings, in: try Graph.load(definitions.graphJSON))
    }

    /// Text from outside: it must never become code.
    private func free(_ text: String) -> Argument { "\(text)" }

    @Test func eachSettingIsRead() throws {
        let settings = try parse(
            "owner=me",
            "retries=3",
            "hold_after_failures=4",
            "timeout=10m",
            "pool=hive",
            "priority=-5",
            "when=all_done",
            "working_folder=a b",
            "env.A=1=2",
            "env.B="
        )
        #expect(settings.owner == "me")
        #expect(settings.retries == .upTo(3))
        #expect(settings.holdAfterFailures == 4)
        #expect(settings.timeout == .minutes(10))
        #expect(settings.pool == PoolUse("hive"))
        #expect(settings.priority == -5)
        #expect(settings.when == .allDone)
        #expect(settings.workingFolder == free("a b"))
        #expect(settings.environment == ["A": .text(free("1=2")), "B": .text(free(""))])
    }

    @Test func severalPoolsOrNone() throws {
        #expect(try parse("pool=hive,disk").pool == ["hive", "disk"])
        #expect(try parse("pool=").pool == [])
    }

    @Test func severalExitCodesOrNone() throws {
        #expect(try parse("skip_on=99").skipOn == 99)
        #expect(try parse("skip_on=100,99").skipOn == [99, 100])
        #expect(try parse("skip_on=").skipOn == [])
    }

    @Test func theLastWordHolds() throws {
        #expect(try parse("retries=1", "retries=2").retries == .upTo(2))
    }

    @Test(arguments: [
        ("90s", Duration.seconds(90)), ("500ms", .milliseconds(500)), ("2h", .hours(2)), ("8784h", .days(366)),
        ("3d", .days(3)), ("2w", .days(14)), ("1h30m", .minutes(90)), ("1d2h3m4s5ms", .milliseconds(93_784_005)),
    ])
    func aTimeHasAUnit(text: String, duration: Duration) throws {
        #expect(try parse("timeout=\(text)").timeout == duration)
    }

    @Test(arguments: [
        "0", "0s", "90", "-1", "30m1h", "1h1h", "1h 30m", "h", "53w", "soon", "10x", "1.5h", "", "8785h",
        "99999999999999999999",
    ])
    func aTimeThatIsNoneIsRefused(text: String) {
        #expect(
            sentences { _ = try parse("timeout=\(text)") } == [
                "--setting timeout=\(text): a time up to a year belongs here, such as 90s, 10m or 2h."
            ]
        )
    }

    @Test(arguments: [
        ("retries=-1", "--setting retries=-1: a whole number from 0 to 10000 belongs here."),
        ("priority=high", "--setting priority=high: a whole number from -1000000 to 1000000 belongs here."),
        (
            "skip_on=0",
            "--setting skip_on=0: exit codes from 1 to 255 belong here, such as 99 or 99,100, or nothing for none."
        ),
        (
            "skip_on=99,",
            "--setting skip_on=99,: exit codes from 1 to 255 belong here, such as 99 or 99,100, or nothing for none."
        ),
        ("pool=hvie", "--setting pool=hvie: no one declares the pool 'hvie'. Did you mean 'hive'?"),
        ("pool=disk,hvie", "--setting pool=disk,hvie: no one declares the pool 'hvie'. Did you mean 'hive'?"),
        ("pool=disk,", "--setting pool=disk,: no one declares the pool ''."),
        ("pool=disk,disk", "--setting pool=disk,disk: the pool 'disk' stands there more than once: name it once."),
        ("env.1X=a", nil), ("env.=a", nil), ("env.DATASWARM_DS=a", nil),
        ("retries", "--setting retries: a name and a value belong here, such as limit=5."),
        ("=3", "--setting =3: a name and a value belong here, such as limit=5."),
    ])
    func aMistakeGetsASentence(setting: String, sentence: String?) {
        let found = sentences { _ = try parse(setting) }
        #expect(found.count == 1)
        if let sentence { #expect(found == [sentence]) } else { #expect(found[0].contains("cannot be a variable")) }
    }
}

import Dataswarm
import Testing

@testable import Pipelines

@Suite struct FlightsTests {
    @Test func tasksStandAfterWhatTheyWaitFor() {
        #expect(
            flights.tasks.map(\.name)
                == ["fetch", "ingest", "clean", "check", "aggregate", "weather", "report", "alert"]
        )
    }

    @Test func dataDoesNotDependOnTheDS() throws {
        let first = try flights.process("fetch", ds: "2013-01-01")
        let last = try flights.process("fetch", ds: "2013-12-31")
        #expect(first == last)
        #expect(
            first.arguments == ["Pipelines/Scripts/flights/fetch.sh", ".dataswarm/data/nycflights13"]
        )
    }

    @Test func dataCanBeElsewhere() throws {
        let ingest = try flights.process("ingest", ds: "2013-01-10", parameters: ["data": "/srv/nyc flights"])
        #expect(
            ingest.arguments
                == ["Pipelines/Scripts/flights/ingest.sh", "2013-01-10", "/srv/nyc flights", "$DATASWARM_OUTPUT"]
        )
    }

    @Test func aggregatesTheSevenDaysThatEndAtTheDS() throws {
        let aggregate = try flights.process("aggregate", ds: "2013-03-02")
        let days = ["02-24", "02-25", "02-26", "02-27", "02-28", "03-01", "03-02"]
        #expect(aggregate.arguments.dropFirst().prefix(3) == ["2013-02-24", "2013-03-02", "$DATASWARM_OUTPUT"])
        #expect(
            aggregate.arguments.dropFirst(4)
                == days.map { "$DATASWARM_PUBLISHED/flights.clean/2013-\($0)/flights.db" }[...]
        )
    }

    @Test func reportTakesDelaysWeatherAndNames() throws {
        let report = try flights.process("report", ds: "2013-01-10")
        #expect(
            report.arguments == [
                "Pipelines/Scripts/flights/report.sh",
                "2013-01-10",
                "$DATASWARM_PUBLISHED/flights.aggregate/2013-01-10/delays.db",
                "$DATASWARM_PUBLISHED/flights.weather/2013-01-10/weather.db",
                ".dataswarm/data/nycflights13",
                "$DATASWARM_OUTPUT",
            ]
        )
    }

    @Test func aDayWithTooFewFlightsGoesNoFurther() throws {
        let check = try flights.process("check", ds: "2013-01-10")
        #expect(check.arguments.last == "$DATASWARM_PUBLISHED/flights.clean/2013-01-10/flights.db")
        #expect(
            check.standardInput == """
                SELECT 'rows: ' || count(*) FROM flights;
                CREATE TEMP TABLE expectation (rows INTEGER CHECK (rows >= 200));
                INSERT INTO expectation SELECT count(*) FROM flights;
                """
        )
    }

    @Test func alertIsForFailuresOnly() {
        #expect(flights.task(named: "alert")?.settings.when == .oneFailed)
        #expect(flights.task(named: "alert")?.dependencies.map(\.name) == ["summary"])
    }
}

public import Dataswarm
import PipelineRecord

/// How it stands with tasks, or with pipelines, over datestamps: a row for each, and a column a ds.
public struct StatusTable: Hashable, Sendable {
    /// A row of cells.
    public struct Row: Hashable, Sendable {
        /// What it is about: the full name of a task, or the name of a pipeline.
        public var name: String
        /// A cell for each datestamp.
        public var cells: [Cell]

        public init(_ name: String, _ cells: [Cell]) {
            self.name = name
            self.cells = cells
        }
    }

    /// One cell: how it stands, and with how many of what it is put together from.
    public struct Cell: Hashable, Sendable {
        public let standing: Standing
        /// How many tasks at how many ds stand how.
        public let counts: [Standing: Int]

        public init(_ standing: Standing) {
            self.standing = standing
            counts = [standing: 1]
        }

        init(of parts: [Cell]) {
            standing = Standing(of: parts.map(\.standing))
            counts = parts.reduce(into: [:]) { sum, part in sum.merge(part.counts, uniquingKeysWith: +) }
        }
    }

    /// The ds of each column, oldest first.
    public let datestamps: [Datestamp]
    public let rows: [Row]

    public init(_ datestamps: [Datestamp], _ rows: [Row]) {
        self.datestamps = datestamps
        self.rows = rows
    }

    /// A row for each pipeline, in the order in which their tasks come.
    public func byPipeline() -> StatusTable {
        var order: [String] = []
        var members: [String: [Row]] = [:]
        for row in rows {
            let pipeline = String(row.name.prefix { $0 != "." })
            if members[pipeline] == nil { order.append(pipeline) }
            members[pipeline, default: []].append(row)
        }
        return StatusTable(
            datestamps,
            order.map { pipeline in
                let own = members[pipeline] ?? []
                return Row(pipeline, datestamps.indices.map { column in Cell(of: own.map { $0.cells[column] }) })
            })
    }

    /// A column for each of the coarser datestamps that these lie in: of hours the days.
    public func by(_ granularity: Datestamp.Granularity) -> StatusTable {
        var columns: [(ds: Datestamp, places: Range<Int>)] = []
        for (place, ds) in datestamps.enumerated() {
            let whole = ds.truncated(to: granularity)
            if columns.last?.ds == whole {
                columns[columns.count - 1].places = columns[columns.count - 1].places.lowerBound..<place + 1
            } else {
                columns.append((whole, place..<place + 1))
            }
        }
        return StatusTable(
            columns.map(\.ds),
            rows.map { row in Row(row.name, columns.map { Cell(of: Array(row.cells[$0.places])) }) })
    }

    /// How many tasks at how many ds stand how.
    public var counts: [Standing: Int] {
        rows.reduce(into: [:]) { sum, row in
            for cell in row.cells { sum.merge(cell.counts, uniquingKeysWith: +) }
        }
    }
}

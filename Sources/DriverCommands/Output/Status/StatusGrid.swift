import Dataswarm
import PipelineGraph

/// A table of standings, set for a width: a character a cell under days, months or hours, as many beside each other as there is room
/// for, and the rest below.
///
/// Columns stand in groups: hours by day, days by month, months by year. A block ends with a group where it can, and a name that
/// leaves no room for cells is cut in its middle.
struct StatusGrid {
    let table: StatusTable
    let width: Int

    /// The least room for a name, however narrow it is.
    private static let leastName = 12
    /// Blanks between names and cells, and between groups.
    private static let gap = 2

    func lines(_ style: Style) -> [String] {
        let groups = ColumnGroup.groups(of: table.datestamps)
        let longest = table.rows.map(\.name.count).max() ?? 0
        let roomy = GridRhythm.roomy
        let needed = StatusGrid.gap + roomy.width(of: groups, gap: StatusGrid.gap)
        let label = groups.count == 1 ? groups[0].name : ""
        if max(longest, label.count) + needed <= width {
            return block(groups, roomy, max(longest, label.count), style)
        }
        let dense = GridRhythm.dense
        let widest = groups.map { dense.width(of: $0) }.max() ?? 0
        let names = min(longest, max(StatusGrid.leastName, width - StatusGrid.gap - widest))
        let room = max(width - names - StatusGrid.gap, 1)
        var blocks: [[ColumnGroup]] = []
        for piece in groups.flatMap({ $0.pieces(of: room) }) {
            let last = blocks.last.map { dense.width(of: $0 + [piece], gap: StatusGrid.gap) }
            if let last, last <= room { blocks[blocks.count - 1].append(piece) } else { blocks.append([piece]) }
        }
        return Array(blocks.map { block($0, dense, names, style) }.joined(separator: [""]))
    }

    /// Groups beside each other, with the heading above.
    private func block(_ groups: [ColumnGroup], _ rhythm: GridRhythm, _ names: Int, _ style: Style) -> [String] {
        var heading = [String(repeating: " ", count: names), String(repeating: " ", count: names)]
        // Of one group, the name has room where those of the rows are.
        let isSingle = groups.count == 1 && groups[0].name.count <= names
        if isSingle { heading = [Column.padded(groups[0].name, to: names)] }
        for group in groups {
            let blanks = String(repeating: " ", count: StatusGrid.gap)
            let width = rhythm.width(of: group)
            if !isSingle { heading[0] += blanks + Column.padded(group.name, to: width) }
            heading[heading.count - 1] += blanks + Column.padded(rhythm.marks(of: group), to: width)
        }
        return heading.map { style.faint($0.trimmed) }
            + table.rows.map { row in
                let cells = groups.map { group in
                    let cells = group.columns.map { rhythm.cell(row.cells[$0].standing, style) }
                    let missing = rhythm.width(of: group) - rhythm.width(ofCells: cells.count)
                    return cells.joined(separator: rhythm.separator) + String(repeating: " ", count: missing)
                }
                let gap = String(repeating: " ", count: StatusGrid.gap)
                let name = Column.padded(StatusGrid.name(row.name, names), to: names)
                return (name + gap + cells.joined(separator: gap)).trimmed
            }
    }

    private static func name(_ name: String, _ width: Int) -> String {
        if name.count <= width { return name }
        let end = (width - 1) / 2
        return Column.cut(name, to: (beginning: width - 1 - end, end: end))
    }
}

/// How close columns stand.
private enum GridRhythm {
    /// Two characters and a blank, with a mark above each.
    case roomy
    /// One character, with marks at places to count from.
    case dense

    var cellWidth: Int { self == .roomy ? 2 : 1 }
    var separator: String { self == .roomy ? " " : "" }

    func width(ofCells count: Int) -> Int { count * cellWidth + (count - 1) * separator.count }

    /// A group is as wide as its name, at least.
    func width(of group: ColumnGroup) -> Int { max(width(ofCells: group.columns.count), group.name.count) }

    func width(of groups: [ColumnGroup], gap: Int) -> Int {
        groups.map(width(of:)).reduce(0, +) + max(groups.count - 1, 0) * gap
    }

    func cell(_ standing: Standing, _ style: Style) -> String {
        let symbol = style.colored(standing, standing.symbol)
        return self == .roomy ? " " + symbol : symbol
    }

    /// What stands above the columns of a group.
    func marks(of group: ColumnGroup) -> String {
        if self == .roomy { return group.marks.joined(separator: separator) }
        var text = ""
        for (place, mark) in group.marks.enumerated() {
            // Two digits and a blank, so that marks do not run into each other.
            let isFree = text.isEmpty || text.count < place
            guard isFree, place == 0 || group.isMarked(place), place + mark.count <= width(of: group) else { continue }
            text = Column.padded(text, to: place) + mark
        }
        return text
    }
}

/// Columns that stand together: the hours of a day, the days of a month, the months of a year.
private struct ColumnGroup {
    let name: String
    /// Their places in the table.
    let columns: Range<Int>
    /// Two digits for each.
    let marks: [String]
    let granularity: Datestamp.Granularity

    static func groups(of datestamps: [Datestamp]) -> [ColumnGroup] {
        var groups: [ColumnGroup] = []
        for (place, ds) in datestamps.enumerated() {
            let text = ds.description
            let name = String(text.dropLast(3))
            let mark = String(text.suffix(2))
            if let last = groups.last, last.name == name {
                groups[groups.count - 1] = ColumnGroup(
                    name: name, columns: last.columns.lowerBound..<place + 1, marks: last.marks + [mark],
                    granularity: ds.granularity)
            } else {
                groups.append(
                    ColumnGroup(name: name, columns: place..<place + 1, marks: [mark], granularity: ds.granularity))
            }
        }
        return groups
    }

    /// Whether a column is one to count from: the first of a quarter of the day, of a week of the month, of a quarter of the year.
    func isMarked(_ place: Int) -> Bool {
        switch granularity {
        case .hour: ["00", "06", "12", "18"].contains(marks[place])
        case .day: ["01", "08", "15", "22", "29"].contains(marks[place])
        case .month: ["01", "04", "07", "10"].contains(marks[place])
        }
    }

    /// It in pieces that are no wider than that.
    func pieces(of room: Int) -> [ColumnGroup] {
        if max(columns.count, name.count) <= room { return [self] }
        return stride(from: 0, to: columns.count, by: room).map { start in
            let end = min(start + room, columns.count)
            return ColumnGroup(
                name: name, columns: columns.lowerBound + start..<columns.lowerBound + end,
                marks: Array(marks[start..<end]), granularity: granularity)
        }
    }
}

extension String {
    /// Without blanks at its end.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}

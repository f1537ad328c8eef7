/// Where each line of a file begins, found once, when the first is asked for.
///
/// A file may be one line of many megabytes, or many lines, and places may be asked for in any order.
struct LineTable {
    private let bytes: UnsafeBufferPointer<UInt8>
    private lazy var starts = LineTable.starts(of: bytes)

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The place of a byte, as a sentence has it: `line 3, column 14`.
    mutating func place(of offset: Int) -> String {
        let (line, column) = lineAndColumn(of: offset)
        return "line \(line), column \(column)"
    }

    /// The same in numbers, counted from 1.
    mutating func lineAndColumn(of offset: Int) -> (line: Int, column: Int) {
        // The last line that does not begin after it.
        var (low, high) = (0, starts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - starts[low] + 1)
    }

    private static func starts(of bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        return starts
    }
}

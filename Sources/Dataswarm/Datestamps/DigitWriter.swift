/// Writes numbers and punctuation straight into the bytes of a string.
///
/// Plans write datestamps by the hundred thousand; pieced together from interpolations, each would cost several
/// intermediate strings.
struct DigitWriter {
    /// Bytes in the longest format, `2016-04-26T07`. Under 16, so that the string lives in its own two words.
    static let capacity = 13

    /// Bytes written.
    private(set) var count = 0

    private let buffer: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter buffer: At least `capacity` bytes, which outlive the writer.
    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    /// Writes an ASCII character.
    mutating func write(_ character: Unicode.Scalar) {
        write(byte: UInt8(truncatingIfNeeded: character.value))
    }

    /// Writes the last digits of a number that is not negative, zeros first.
    mutating func write(_ number: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            write(byte: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// Writes the fields that a datestamp has.
    mutating func write(_ datestamp: Datestamp, dateSeparator: Unicode.Scalar?, hourSeparator: Unicode.Scalar?) {
        write(datestamp.year, digits: 4)
        if let dateSeparator { write(dateSeparator) }
        write(datestamp.month, digits: 2)
        guard datestamp.granularity > .month else { return }
        if let dateSeparator { write(dateSeparator) }
        write(datestamp.day, digits: 2)
        guard datestamp.granularity > .day else { return }
        if let hourSeparator { write(hourSeparator) }
        write(datestamp.hour, digits: 2)
    }

    private mutating func write(byte: UInt8) {
        buffer.initializeElement(at: count, to: byte)
        count += 1
    }
}

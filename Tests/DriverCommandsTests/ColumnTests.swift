import Testing

@testable import DriverCommands

@Suite struct ColumnTests {
    @Test func aTextIsPaddedUpToAWidth() {
        #expect(Column.padded("ab", to: 4) == "ab  ")
        #expect(Column.padded("abcde", to: 4) == "abcde")
        #expect(Column.padded("é", to: 2) == "é ")
    }

    @Test func aTextIsCutWhereItIsTooLong() {
        #expect(Column.cut("abcd", to: 4) == "abcd")
        #expect(Column.cut("abcde", to: 4) == "abc…")
    }
}

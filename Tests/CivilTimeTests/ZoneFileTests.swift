import Testing

@testable import CivilTime

@Suite struct ZoneFileTests {
    /// A file of one zone: an hour ahead, two hours ahead from second 1000 on, and then a rule.
    private func file(version: Character = "2", rule: String = "AAA-1") -> [UInt8] {
        func number(_ value: Int64, _ size: Int) -> [UInt8] {
            (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * Int64($0))) }
        }
        func block(timeSize: Int) -> [UInt8] {
            let header = Array("TZif".utf8) + [version.asciiValue ?? 0] + [UInt8](repeating: 0, count: 15)
            let counts = ([0, 0, 0, 1, 2, 4] as [Int64]).flatMap { number($0, 4) }
            let types = number(3_600, 4) + [0, 0] + number(7_200, 4) + [1, 0]
            return header + counts + number(1_000, timeSize) + [1] + types + Array("AAA\0".utf8)
        }
        return version == "\0"
            ? block(timeSize: 4) : block(timeSize: 4) + block(timeSize: 8) + Array("\n\(rule)\n".utf8)
    }

    private func damage(_ bytes: [UInt8]) -> String? {
        do throws(ZoneFile.Damage) {
            _ = try ZoneFile.read(bytes)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(arguments: ["2", "3", "4", "\0"] as [Character])
    func `all versions are read`(version: Character) throws {
        let zone = try ZoneFile.read(file(version: version))
        #expect(zone.segments == [ZoneSegment(start: .min, offset: 3_600), ZoneSegment(start: 1_000, offset: 7_200)])
        #expect((zone.rule == nil) == (version == "\0"))
    }

    @Test func `a file that is cut off anywhere is refused`() {
        let whole = file()
        for length in whole.indices {
            #expect(damage(Array(whole[..<length])) != nil)
        }
        #expect(damage(whole) == nil)
    }

    @Test func `a file with any byte changed traps nothing`() {
        let whole = file(rule: "AAA-1BBB,M3.5.0,M10.5.0/3")
        for index in whole.indices {
            for value in [0, 1, 0x2C, 0x7F, 0x80, 0xFF] as [UInt8] {
                var changed = whole
                changed[index] = value
                let zone = try? ZoneFile.read(changed)
                for local in [-62_135_596_800, 0, 1_000, 253_402_300_799] as [Int64] {
                    _ = zone?.moment(ofLocal: local)
                }
            }
        }
    }

    @Test func `the reason is told`() {
        #expect(damage(Array("something else".utf8)) == "it is no time zone file")
        #expect(damage([]) == "it ends too early")
        #expect(damage(file(rule: "AAA-1BBB,nonsense")) == "its rule for later times is not understood")
    }
}

import Glibc

/// What libFuzzer calls with every input that it thinks of. `FUZZ_ENTRANCE` names the entrance.
@_cdecl("LLVMFuzzerTestOneInput") public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    for sentence in entrance(Array(UnsafeBufferPointer(start: start, count: count))) {
        for scalar in sentence.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: fatalError(sentence.debugDescription)
            default: break
            }
        }
    }
    return 0
}

private let entrance: @Sendable ([UInt8]) -> [String] = {
    let name = getenv("FUZZ_ENTRANCE").map { String(cString: $0) } ?? ""
    guard let entrance = Entrances.all.first(where: { $0.name == name }) else {
        fatalError("FUZZ_ENTRANCE is one of \(Entrances.all.map(\.name))")
    }
    return entrance.take
}()
